package io.sugang.gateway.inbound.http.enroll;

import io.smallrye.mutiny.Uni;
import io.sugang.gateway.application.join.Required;
import io.sugang.gateway.inbound.http.catalogue.SectionsResource;
import io.sugang.gateway.inbound.http.requests.RequestsResource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/**
 * Dropping a seat or a place on the waitlist; {@link RequestsResource} drops whatever a request
 * has. Each is a request of its own with a number and a receipt, and is carried out in its turn.
 */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("student")
@Tag(name = "Requests")
@SecurityRequirement(name = "token")
public class DropsResource {

  private static final String RECEIPT = "receipt";

  private final DropCall dropCall;

  DropsResource(DropCall dropCall) {
    this.dropCall = dropCall;
  }

  @DELETE
  @Path("enrollments/{section}")
  @Operation(
      summary = "Drop a seat",
      description =
          "receipt: the receipt that won the seat; a late repeat can then never drop a seat that was won later. Without"
              + " it, whatever seat is held is dropped. Repeating gives the same receipt.")
  @APIResponseSchema(
      value = ReceiptView.class,
      responseCode = "202",
      responseDescription =
          "The drop stands in the line; releases names the receipt that won the seat")
  @APIResponse(
      responseCode = "200",
      description = "You asked for this before; here is its receipt",
      content = @Content(schema = @Schema(implementation = ReceiptView.class)))
  @APIResponse(responseCode = "404", description = "You hold no seat, or there is no such section")
  @APIResponse(responseCode = "409", description = "You do not hold a seat, but wait for one")
  public Uni<Response> dropSeat(
      @RestPath String section,
      @RestQuery Optional<String> receipt,
      @Context UriInfo call,
      @HeaderParam("Idempotency-Key") Optional<String> idempotencyKey) {
    return dropCall.drop(
        SectionsResource.section(section), named(receipt, call), Required.ADMITTED, idempotencyKey);
  }

  @DELETE
  @Path("waitlist/{section}")
  @Operation(
      summary = "Leave the waitlist",
      description = "receipt: the receipt that won the place, as for dropping a seat.")
  @APIResponseSchema(
      value = ReceiptView.class,
      responseCode = "202",
      responseDescription = "The request to leave stands in the line")
  @APIResponse(
      responseCode = "200",
      description = "You asked for this before; here is its receipt",
      content = @Content(schema = @Schema(implementation = ReceiptView.class)))
  @APIResponse(responseCode = "404", description = "You are not on the waitlist")
  @APIResponse(responseCode = "409", description = "You hold a seat, or your request is undecided")
  public Uni<Response> leaveWaitlist(
      @RestPath String section,
      @RestQuery Optional<String> receipt,
      @Context UriInfo call,
      @HeaderParam("Idempotency-Key") Optional<String> idempotencyKey) {
    return dropCall.drop(
        SectionsResource.section(section),
        named(receipt, call),
        Required.WAITLISTED,
        idempotencyKey);
  }

  /** An empty one was meant to name a receipt; taken as none it would protect nothing. */
  private static Optional<String> named(Optional<String> receipt, UriInfo call) {
    return call.getQueryParameters().containsKey(RECEIPT)
        ? Optional.of(receipt.orElse(""))
        : Optional.empty();
  }
}
