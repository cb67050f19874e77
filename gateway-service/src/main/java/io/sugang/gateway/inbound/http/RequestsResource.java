package io.sugang.gateway.inbound.http;

import io.smallrye.mutiny.Uni;
import io.sugang.gateway.application.FindRequests;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/**
 * Asking what became of requests. They are made by {@link EnrollRoute} and {@link DropsResource}.
 */
@Path("/api/v1/requests")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("student")
@Tag(name = "Requests")
@SecurityRequirement(name = "token")
public class RequestsResource {

  private final Caller caller;
  private final FindRequests findRequests;
  private final HttpHeaders headers;

  RequestsResource(Caller caller, FindRequests findRequests, HttpHeaders headers) {
    this.caller = caller;
    this.findRequests = findRequests;
    this.headers = headers;
  }

  /** Requests of one student, the latest first. */
  public record RequestList(List<RequestView> requests) {}

  @GET
  @APIResponseSchema(RequestList.class)
  @Operation(summary = "My requests", description = "The latest first, 200 at most.")
  public Uni<Response> all() {
    Locale locale = locale();
    return findRequests
        .all(caller.identity())
        .map(
            found ->
                uncached(
                    new RequestList(found.stream().map(f -> RequestView.of(f, locale)).toList())));
  }

  @GET
  @Path("{id}")
  @APIResponseSchema(RequestView.class)
  @APIResponse(responseCode = "404", description = "You have no request with this receipt id")
  @Operation(
      summary = "One of my requests",
      description =
          "Waiting with its position, or decided; on the waitlist with its rank. Somebody else's is not found.")
  public Uni<Response> one(@RestPath String id) {
    Locale locale = locale();
    return findRequests
        .byId(caller.identity(), id)
        .map(
            found ->
                found
                    .map(f -> uncached(RequestView.of(f, locale)))
                    .orElseGet(() -> problem(Problem.of(ProblemType.REQUEST_UNKNOWN))));
  }

  private static Response uncached(Object entity) {
    return Response.ok(entity).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
  }

  private Locale locale() {
    return Texts.choose(Languages.of(headers));
  }

  private Response problem(Problem problem) {
    return ProblemResponses.response(problem, Languages.of(headers));
  }
}
