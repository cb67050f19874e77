package io.sugang.gateway.inbound.http;

import io.smallrye.mutiny.Uni;
import io.sugang.contract.id.SectionId;
import io.sugang.gateway.application.FindRequests;
import io.sugang.gateway.application.JoinLine;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Asking for seats, and asking what became of it. */
@Path("/api/v1/requests")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("student")
@Tag(name = "Requests")
@SecurityRequirement(name = "token")
public class RequestsResource {

  private static final String ENROLL = "enroll";

  private final Caller caller;
  private final RequestTrace trace;
  private final JoinLine joinLine;
  private final FindRequests findRequests;
  private final HttpHeaders headers;

  RequestsResource(
      Caller caller,
      RequestTrace trace,
      JoinLine joinLine,
      FindRequests findRequests,
      HttpHeaders headers) {
    this.caller = caller;
    this.trace = trace;
    this.joinLine = joinLine;
    this.findRequests = findRequests;
    this.headers = headers;
  }

  /**
   * What a student asks for.
   *
   * @param type {@code enroll}
   * @param section id of the section
   */
  public record Wish(String type, String section) {}

  /** Requests of one student, the latest first. */
  public record RequestList(List<RequestView> requests) {}

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Ask for a seat",
      description =
          "Joins the section's waiting line and answers with a numbered receipt once the request can no longer be"
              + " lost. While it is undecided or won a seat, asking again gives the same receipt.")
  @APIResponseSchema(
      value = ReceiptView.class,
      responseCode = "202",
      responseDescription = "A new request stands in the line")
  @APIResponse(
      responseCode = "200",
      description = "You have a live receipt for this section; here it is",
      content = @Content(schema = @Schema(implementation = ReceiptView.class)))
  @APIResponse(responseCode = "400", description = "A field is missing, unknown or wrong")
  @APIResponse(responseCode = "401", description = "No valid token")
  @APIResponse(responseCode = "404", description = "No such section")
  @APIResponse(responseCode = "413", description = "The body is larger than 16 KiB")
  @APIResponse(responseCode = "415", description = "The body is not application/json")
  @APIResponse(
      responseCode = "422",
      description = "The Idempotency-Key came with another body before")
  @APIResponse(
      responseCode = "403",
      description = "Your registration window is not open, or your role may not")
  @APIResponse(
      responseCode = "503",
      description = "Not confirmed, or too much at once; Retry-After says when to ask again")
  public Uni<Response> enroll(
      Wish wish, @HeaderParam("Idempotency-Key") Optional<String> idempotencyKey) {
    SectionId section = validate(wish);
    JoinResponses.validateKey(idempotencyKey);
    return joinLine
        .enroll(caller.student(), section, idempotencyKey, trace.traceparent())
        .map(answer -> JoinResponses.response(answer, section, Languages.of(headers)));
  }

  private static SectionId validate(Wish wish) {
    if (wish == null) {
      throw new ProblemException(Problem.field("(body)", "a JSON object"));
    }
    if (!ENROLL.equals(wish.type())) {
      throw new ProblemException(Problem.field("type", "\"enroll\""));
    }
    if (wish.section() == null) {
      throw new ProblemException(Problem.field("section", "the id of a section, like CSE1001-01"));
    }
    try {
      return new SectionId(wish.section());
    } catch (IllegalArgumentException e) {
      throw new ProblemException(Problem.field("section", "the id of a section, like CSE1001-01"));
    }
  }

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
