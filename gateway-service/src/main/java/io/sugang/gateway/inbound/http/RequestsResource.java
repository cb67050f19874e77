package io.sugang.gateway.inbound.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.mutiny.Uni;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.line.ToldDecision;
import io.sugang.contract.office.Term.Window;
import io.sugang.gateway.application.FindRequests;
import io.sugang.gateway.application.JoinAnswer;
import io.sugang.gateway.application.JoinLine;
import io.sugang.gateway.domain.Receipt;
import io.sugang.gateway.domain.Standing;
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
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
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
  private static final int SOON = 1;
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");

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

  /**
   * What a student holds in return.
   *
   * @param position how many are still ahead; absent once decided
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record ReceiptView(
      String id,
      String section,
      String type,
      long number,
      OptionalLong position,
      Instant acceptedAt) {}

  /**
   * A request and where it stands.
   *
   * @param state {@code waiting}, {@code admitted}, {@code refused} or {@code quarantined}
   * @param position how many are still ahead, while it waits and the line can tell
   * @param reason name of the rule that refused
   * @param facts what the rule used
   * @param message the reason in the caller's language
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record RequestView(
      String id,
      String section,
      String type,
      long number,
      Optional<Instant> acceptedAt,
      String state,
      OptionalLong position,
      String reason,
      Map<String, Object> facts,
      String message,
      Instant decidedAt) {}

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
    idempotencyKey.ifPresent(RequestsResource::validateKey);
    return joinLine
        .enroll(caller.student(), section, idempotencyKey, trace.traceparent())
        .map(answer -> response(answer, section));
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

  private static void validateKey(String key) {
    if (!KEY.matcher(key).matches()) {
      throw new ProblemException(
          Problem.field("Idempotency-Key", "1 to 64 of A-Z, a-z, 0-9, '_', '.', ':' and '-'"));
    }
  }

  private Response response(JoinAnswer answer, SectionId section) {
    return switch (answer) {
      case JoinAnswer.Accepted(var receipt) -> receipt(202, receipt).build();
      case JoinAnswer.Standing(var receipt) -> receipt(200, receipt).build();
      case JoinAnswer.Replayed(var first) ->
          Response.fromResponse(response(first, section))
              .header("Idempotent-Replayed", "true")
              .build();
      case JoinAnswer.Unconfirmed _ -> problem(Problem.retryLater(ProblemType.UNCONFIRMED, SOON));
      case JoinAnswer.NoSuchSection _ ->
          problem(Problem.of(ProblemType.SECTION_UNKNOWN, Map.of("section", section.value())));
      case JoinAnswer.NoSuchStudent _ -> problem(Problem.of(ProblemType.STUDENT_UNKNOWN));
      case JoinAnswer.NoWindow _ -> problem(Problem.of(ProblemType.NO_WINDOW));
      case JoinAnswer.WindowNotOpen(var window, var now) ->
          problem(Problem.of(ProblemType.WINDOW_NOT_OPEN, facts(window, now)));
      case JoinAnswer.WindowClosed(var window, var now) ->
          problem(Problem.of(ProblemType.WINDOW_CLOSED, facts(window, now)));
      case JoinAnswer.KeyUsedOtherwise _ -> problem(Problem.of(ProblemType.IDEMPOTENCY_KEY_REUSED));
      case JoinAnswer.OfficeAway _ -> problem(Problem.retryLater(ProblemType.OFFICE_AWAY, SOON));
      case JoinAnswer.LineFull _ -> problem(Problem.retryLater(ProblemType.LINE_FULL, SOON));
      case JoinAnswer.LineClosed _ -> problem(Problem.retryLater(ProblemType.LINE_CLOSED, SOON));
      case JoinAnswer.Overloaded _ -> problem(Problem.retryLater(ProblemType.OVERLOADED, SOON));
    };
  }

  private static Map<String, Object> facts(Window window, Instant now) {
    return Map.of(
        "opensAt", window.opensAt().toString(),
        "closesAt", window.closesAt().toString(),
        "now", now.toString());
  }

  private static Response.ResponseBuilder receipt(int status, Receipt receipt) {
    return Response.status(status)
        .location(URI.create("/api/v1/requests/" + receipt.id()))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .entity(
            new ReceiptView(
                receipt.id(),
                receipt.section().value(),
                receipt.type(),
                receipt.number().value(),
                receipt.position(),
                receipt.acceptedAt()));
  }

  @GET
  @APIResponseSchema(RequestList.class)
  @Operation(summary = "My requests", description = "The latest first, 200 at most.")
  public Uni<Response> all() {
    Locale locale = locale();
    return findRequests
        .all(caller.identity())
        .map(found -> uncached(new RequestList(found.stream().map(f -> view(f, locale)).toList())));
  }

  @GET
  @Path("{id}")
  @APIResponseSchema(RequestView.class)
  @APIResponse(responseCode = "404", description = "You have no request with this receipt id")
  @Operation(
      summary = "One of my requests",
      description = "Waiting with its position, or decided. Somebody else's is not found.")
  public Uni<Response> one(@RestPath String id) {
    Locale locale = locale();
    return findRequests
        .byId(caller.identity(), id)
        .map(
            found ->
                found
                    .map(f -> uncached(view(f, locale)))
                    .orElseGet(() -> problem(Problem.of(ProblemType.REQUEST_UNKNOWN))));
  }

  private static Response uncached(Object entity) {
    return Response.ok(entity).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
  }

  private static RequestView view(FindRequests.Found found, Locale locale) {
    return switch (found.standing()) {
      case Standing.Waiting(var position, var acceptedAt) ->
          new RequestView(
              found.id(),
              found.section().value(),
              found.type(),
              found.number().value(),
              acceptedAt,
              "waiting",
              position,
              null,
              null,
              null,
              null);
      case Standing.Settled(ToldDecision decision) ->
          new RequestView(
              found.id(),
              found.section().value(),
              found.type(),
              found.number().value(),
              Optional.of(decision.acceptedAt()),
              decision.state(),
              OptionalLong.empty(),
              decision.reason(),
              decision.reason() == null ? null : decision.facts(),
              message(decision, locale),
              decision.decidedAt());
    };
  }

  private static String message(ToldDecision decision, Locale locale) {
    return switch (decision.state()) {
      case "refused" -> Texts.get(locale, "decision." + decision.reason(), decision.facts());
      case "quarantined" -> Texts.get(locale, "decision.quarantined", Map.of());
      default -> null;
    };
  }

  private Locale locale() {
    return Texts.choose(Languages.of(headers));
  }

  private Response problem(Problem problem) {
    return ProblemResponses.response(problem, Languages.of(headers));
  }
}
