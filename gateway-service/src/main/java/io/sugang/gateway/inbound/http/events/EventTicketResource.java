package io.sugang.gateway.inbound.http.events;

import io.smallrye.common.annotation.NonBlocking;
import io.sugang.gateway.config.GatewayConfig;
import io.sugang.gateway.domain.TicketSeal;
import io.sugang.gateway.inbound.http.caller.Caller;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Tickets for browsers, whose {@code EventSource} sends no Authorization header. */
@Path("/api/v1/requests/events/ticket")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("student")
@Tag(name = "Requests")
@SecurityRequirement(name = "token")
public class EventTicketResource {

  private final Caller caller;
  private final TicketSeal seal;
  private final GatewayConfig config;
  private final Clock clock;

  EventTicketResource(Caller caller, TicketSeal seal, GatewayConfig config, Clock clock) {
    this.caller = caller;
    this.seal = seal;
    this.config = config;
    this.clock = clock;
  }

  /**
   * A ticket.
   *
   * @param url where the stream is, with the ticket in it
   * @param validUntil until when it opens the stream; an open stream goes on
   */
  public record Ticket(String ticket, String url, Instant validUntil) {}

  @POST
  @NonBlocking
  @APIResponseSchema(Ticket.class)
  @Operation(
      summary = "A ticket for my event stream",
      description =
          "For browsers: new EventSource(url). Valid for a minute; if the stream ends later, get a new one.")
  public Response eventTicket() {
    Instant end = clock.instant().plus(config.ticketLifetime()).truncatedTo(ChronoUnit.MILLIS);
    String ticket = seal.seal(caller.student(), end);
    return Response.ok(new Ticket(ticket, EventsRoute.PATH + "?ticket=" + ticket, end))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }
}
