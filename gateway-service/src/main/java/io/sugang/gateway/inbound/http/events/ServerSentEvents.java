package io.sugang.gateway.inbound.http.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sugang.gateway.application.follow.EventSink;
import io.sugang.gateway.application.follow.FollowedRequest;
import io.sugang.gateway.inbound.http.requests.RequestView;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A student's states as server-sent events on one response. */
final class ServerSentEvents implements EventSink {

  static final String MEDIA_TYPE = "text/event-stream";

  /** What a client has seen last that is not to come back. */
  static final String REPLACED = "replaced";

  private final HttpServerResponse response;
  private final ObjectMapper json;
  private final Locale locale;
  private final Duration retry;

  /**
   * An event's data.
   *
   * @param version of the state; a higher one is newer
   * @param requests the student's newest, and all that may still change; the latest first
   */
  @Schema(name = "StateEvent", description = "The data of an event named \"state\"")
  record State(long version, List<RequestView> requests) {}

  /**
   * @param retry what a browser waits before it opens a stream anew that broke
   */
  ServerSentEvents(HttpServerResponse response, ObjectMapper json, Locale locale, Duration retry) {
    this.response = response;
    this.json = json;
    this.locale = locale;
    this.retry = retry;
  }

  /** Says what follows. */
  static void describe(HttpServerResponse response) {
    response.putHeader(HttpHeaders.CONTENT_TYPE, MEDIA_TYPE);
    response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
    // Proxies that gather answers would hold events back.
    response.putHeader("X-Accel-Buffering", "no");
  }

  @Override
  public void begin() {
    describe(response);
    write("retry: " + retry.toMillis() + "\n\n");
  }

  @Override
  public boolean isReady() {
    return !response.writeQueueFull();
  }

  @Override
  public void state(long version, List<FollowedRequest> requests) {
    var state =
        new State(
            version,
            requests.stream()
                .map(r -> RequestView.of(r.found(), r.waitSeconds(), locale))
                .toList());
    try {
      write("id: " + version + "\nevent: state\ndata: " + json.writeValueAsString(state) + "\n\n");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a state can be written as JSON", e);
    }
  }

  @Override
  public void replaced(int streams) {
    write(
        "id: "
            + REPLACED
            + "\nevent: replaced\ndata: "
            + new JsonObject().put("streams", streams)
            + "\n\n");
  }

  @Override
  public void heartbeat() {
    write(":\n\n");
  }

  @Override
  public void end() {
    if (response.ended() || response.closed()) {
      return;
    }
    if (isReady()) {
      var unused = response.end();
    } else {
      // A client that takes nothing would not take the end either, and keep its connection.
      var unused = response.reset();
    }
  }

  private void write(String text) {
    if (!response.ended() && !response.closed()) {
      var unused = response.write(Buffer.buffer(text));
    }
  }
}
