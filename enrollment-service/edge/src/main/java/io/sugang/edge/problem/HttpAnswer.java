package io.sugang.edge.problem;

import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.Map;

/**
 * An answer, before it is known whether a resource or a route gives it.
 *
 * @param headers by name
 * @param body JSON text
 */
public record HttpAnswer(int status, Map<String, String> headers, String body) {

  /** The same with another header. */
  public HttpAnswer with(String name, String value) {
    var more = new HashMap<>(headers);
    more.put(name, value);
    return new HttpAnswer(status, more, body);
  }

  /** As a resource answers. */
  public Response toResponse() {
    Response.ResponseBuilder response = Response.status(status).entity(body);
    headers.forEach(response::header);
    return response.build();
  }

  /** As a route answers, unless it is answered. */
  public void end(HttpServerResponse response) {
    if (response.ended() || response.closed()) {
      return;
    }
    response.setStatusCode(status);
    headers.forEach(response::putHeader);
    var unused = response.end(body);
  }
}
