package io.sugang.gateway.inbound.http;

import io.smallrye.mutiny.Uni;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.gateway.application.JoinLine;
import io.sugang.gateway.application.Line.Required;
import io.sugang.gateway.domain.ReceiptId;
import io.sugang.gateway.domain.ReceiptSeal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/**
 * Letting go: of a seat, of a place on the waitlist, of an undecided request. Each is a request of
 * its own with a number and a receipt, and is carried out in its turn.
 */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("student")
@Tag(name = "Requests")
@SecurityRequirement(name = "token")
public class DropsResource {

  private final Caller caller;
  private final RequestTrace trace;
  private final JoinLine joinLine;
  private final JoinResponses responses;
  private final ReceiptSeal seal;
  private final HttpHeaders headers;

  DropsResource(
      Caller caller,
      RequestTrace trace,
      JoinLine joinLine,
      JoinResponses responses,
      ReceiptSeal seal,
      HttpHeaders headers) {
    this.caller = caller;
    this.trace = trace;
    this.joinLine = joinLine;
    this.responses = responses;
    this.seal = seal;
    this.headers = headers;
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
          "The drop stands in the line; letsGo names the receipt that won the seat")
  @APIResponse(responseCode = "200", description = "You asked for this before; here is its receipt")
  @APIResponse(responseCode = "404", description = "You hold no seat, or there is no such section")
  @APIResponse(responseCode = "409", description = "You do not hold a seat, but wait for one")
  public Uni<Response> dropSeat(
      @RestPath String section,
      @RestQuery Optional<String> receipt,
      @HeaderParam("Idempotency-Key") Optional<String> idempotencyKey) {
    return drop(SectionsResource.section(section), receipt, Required.ADMITTED, idempotencyKey);
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
  @APIResponse(responseCode = "200", description = "You asked for this before; here is its receipt")
  @APIResponse(responseCode = "404", description = "You are not on the waitlist")
  @APIResponse(responseCode = "409", description = "You hold a seat, or your request is undecided")
  public Uni<Response> leaveWaitlist(
      @RestPath String section,
      @RestQuery Optional<String> receipt,
      @HeaderParam("Idempotency-Key") Optional<String> idempotencyKey) {
    return drop(SectionsResource.section(section), receipt, Required.WAITLISTED, idempotencyKey);
  }

  @DELETE
  @Path("requests/{id}")
  @Operation(
      summary = "Withdraw a request",
      description =
          "Lets go of whatever the request has when its turn comes: its place in the line, on the waitlist, or its seat.")
  @APIResponseSchema(
      value = ReceiptView.class,
      responseCode = "202",
      responseDescription = "The withdrawal stands in the line")
  @APIResponse(responseCode = "200", description = "You asked for this before; here is its receipt")
  @APIResponse(responseCode = "404", description = "You have no such request, or it has nothing")
  public Uni<Response> withdraw(
      @RestPath String id, @HeaderParam("Idempotency-Key") Optional<String> idempotencyKey) {
    StudentId student = caller.student();
    ReceiptId receipt = seal.open(id, student).orElseThrow(DropsResource::unknownReceipt);
    return drop(
        student, receipt.section(), Optional.of(receipt.number()), Required.ANY, idempotencyKey);
  }

  private Uni<Response> drop(
      SectionId section,
      Optional<String> receiptId,
      Required required,
      Optional<String> idempotencyKey) {
    StudentId student = caller.student();
    Optional<RequestNumber> receipt =
        receiptId.map(
            id ->
                seal.open(id, student)
                    .filter(opened -> opened.section().equals(section))
                    .orElseThrow(DropsResource::unknownReceipt)
                    .number());
    return drop(student, section, receipt, required, idempotencyKey);
  }

  private Uni<Response> drop(
      StudentId student,
      SectionId section,
      Optional<RequestNumber> receipt,
      Required required,
      Optional<String> idempotencyKey) {
    JoinResponses.validateKey(idempotencyKey);
    List<Locale> languages = Languages.of(headers);
    return Uni.createFrom()
        .completionStage(
            () ->
                joinLine.drop(
                    student, section, receipt, required, idempotencyKey, trace.traceparent()))
        .map(answer -> responses.answer(answer, section, languages).toResponse());
  }

  private static ProblemException unknownReceipt() {
    return new ProblemException(Problem.of(ProblemType.REQUEST_UNKNOWN, Map.of()));
  }
}
