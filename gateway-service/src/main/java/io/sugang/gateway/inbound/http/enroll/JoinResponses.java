package io.sugang.gateway.inbound.http.enroll;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sugang.contract.decision.RequestState;
import io.sugang.contract.enrollment.Term.Window;
import io.sugang.contract.id.SectionId;
import io.sugang.edge.problem.HttpAnswer;
import io.sugang.edge.problem.Problem;
import io.sugang.edge.problem.ProblemException;
import io.sugang.edge.problem.ProblemResponses;
import io.sugang.edge.problem.ProblemType;
import io.sugang.edge.problem.Rule;
import io.sugang.gateway.application.catalogue.AcceptingPauses;
import io.sugang.gateway.application.catalogue.SectionZones;
import io.sugang.gateway.application.join.JoinAnswer;
import io.sugang.gateway.domain.Receipt;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a student who joins is answered, as HTTP. */
@ApplicationScoped
class JoinResponses {

  private static final int SOON = 1;

  /** A closed line takes a while to reopen: seconds without a message, then its rebuilding. */
  private static final int REOPENING = 5;

  /** Operators seldom pause for less. */
  private static final int PAUSED = 15;

  private static final Map<String, String> REPLAYED = Map.of("Idempotent-Replayed", "true");
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");

  private final ObjectMapper json;
  private final SectionZones zones;
  private final AcceptingPauses pauses;

  JoinResponses(ObjectMapper json, SectionZones zones, AcceptingPauses pauses) {
    this.json = json;
    this.zones = zones;
    this.pauses = pauses;
  }

  static void validateKey(Optional<String> idempotencyKey) {
    if (idempotencyKey.isPresent() && !KEY.matcher(idempotencyKey.get()).matches()) {
      throw new ProblemException(Problem.field("Idempotency-Key", Rule.IDEMPOTENCY_KEY));
    }
  }

  HttpAnswer answer(JoinAnswer answer, SectionId section, String acceptLanguage) {
    return switch (answer) {
      case JoinAnswer.Accepted(var receipt) -> receipt(status(answer), receipt, Map.of());
      case JoinAnswer.AlreadyInLine(var receipt) -> receipt(status(answer), receipt, Map.of());
      case JoinAnswer.Replayed(JoinAnswer.Accepted(var receipt)) ->
          receipt(status(answer), receipt, REPLAYED);
      case JoinAnswer.Replayed(JoinAnswer.AlreadyInLine(var receipt)) ->
          receipt(status(answer), receipt, REPLAYED);
      default -> ProblemResponses.answer(problem(answer, section), acceptLanguage);
    };
  }

  /** The status of an answer that holds a receipt. */
  static int status(JoinAnswer answer) {
    return switch (answer) {
      case JoinAnswer.Accepted _ -> 202;
      case JoinAnswer.Replayed(var first) -> status(first);
      default -> 200;
    };
  }

  /** The receipt that an answer holds; empty if it is a problem. */
  static Optional<Receipt> receipt(JoinAnswer answer) {
    return switch (answer) {
      case JoinAnswer.Accepted(var receipt) -> Optional.of(receipt);
      case JoinAnswer.AlreadyInLine(var receipt) -> Optional.of(receipt);
      case JoinAnswer.Replayed(var first) -> receipt(first);
      default -> Optional.empty();
    };
  }

  private Problem problem(JoinAnswer answer, SectionId section) {
    return switch (answer) {
      case JoinAnswer.Accepted _, JoinAnswer.AlreadyInLine _, JoinAnswer.Replayed _ ->
          throw new IllegalArgumentException("not a problem");
      case JoinAnswer.Unconfirmed _ -> Problem.retryLater(ProblemType.UNCONFIRMED, SOON);
      case JoinAnswer.NoSuchSection _ ->
          Problem.of(ProblemType.SECTION_UNKNOWN, Map.of("section", section.value()));
      case JoinAnswer.NoSuchStudent _ -> Problem.of(ProblemType.STUDENT_UNKNOWN);
      case JoinAnswer.NoWindow _ -> Problem.of(ProblemType.NO_WINDOW);
      case JoinAnswer.WindowNotOpen(var window, var now) ->
          Problem.of(ProblemType.WINDOW_NOT_OPEN, facts(window, now, zones.of(section)));
      case JoinAnswer.WindowClosed(var window, var now) ->
          Problem.of(ProblemType.WINDOW_CLOSED, facts(window, now, zones.of(section)));
      case JoinAnswer.KeyUsedOtherwise _ -> Problem.of(ProblemType.IDEMPOTENCY_KEY_REUSED);
      case JoinAnswer.NothingToDrop _ ->
          Problem.of(ProblemType.NOTHING_TO_DROP, Map.of("section", section.value()));
      case JoinAnswer.HasOtherwise otherwise -> otherwise(section, otherwise);
      case JoinAnswer.NothingToSwap(var source, var instead) ->
          instead
              .map(other -> otherwise(source, other))
              .orElseGet(
                  () -> Problem.of(ProblemType.NOTHING_TO_SWAP, Map.of("section", source.value())));
      case JoinAnswer.SourceOfOtherTerm _ -> Problem.field("source", Rule.OF_ITS_TERM);
      case JoinAnswer.HeldOtherwise(var source) ->
          Problem.of(
              ProblemType.HELD_OTHERWISE,
              Map.of("section", section.value(), "source", source.value()));
      case JoinAnswer.AskedOtherwise(var receipt) ->
          Problem.of(
              ProblemType.ASKED_OTHERWISE, Map.of("section", section.value(), "receipt", receipt));
      case JoinAnswer.Paused _ ->
          new Problem(
              ProblemType.REGISTRATION_PAUSED, Map.of("message", pauses.message(section)), PAUSED);
      case JoinAnswer.EnrollmentAway _ -> Problem.retryLater(ProblemType.ENROLLMENT_AWAY, SOON);
      case JoinAnswer.LineFull _ -> Problem.retryLater(ProblemType.LINE_FULL, SOON);
      case JoinAnswer.LineClosed _ -> Problem.retryLater(ProblemType.LINE_CLOSED, REOPENING);
      case JoinAnswer.Overloaded _ -> Problem.retryLater(ProblemType.OVERLOADED, SOON);
    };
  }

  private static Problem otherwise(SectionId section, JoinAnswer.HasOtherwise has) {
    return Problem.of(
        has.state() == RequestState.ADMITTED
            ? ProblemType.NOT_WAITLISTED
            : ProblemType.NOT_ADMITTED,
        Map.of(
            "section", section.value(), "receipt", has.receipt(), "state", has.state().wireName()));
  }

  private static Map<String, Object> facts(Window window, Instant now, ZoneId zone) {
    return Map.of(
        "opensAt", window.opensAt().atZone(zone),
        "closesAt", window.closesAt().atZone(zone),
        "now", now.atZone(zone));
  }

  private HttpAnswer receipt(int status, Receipt receipt, Map<String, String> more) {
    var headers = new HashMap<>(more);
    headers.put(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON);
    headers.put(HttpHeaders.LOCATION, "/api/v1/requests/" + receipt.id());
    headers.put(HttpHeaders.CACHE_CONTROL, "no-store");
    try {
      return new HttpAnswer(status, headers, json.writeValueAsString(ReceiptView.of(receipt)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a receipt that cannot be written is a defect", e);
    }
  }
}
