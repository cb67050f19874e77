package io.sugang.gateway.inbound.http;

import io.sugang.contract.id.SectionId;
import io.sugang.contract.office.Term.Window;
import io.sugang.gateway.application.JoinAnswer;
import io.sugang.gateway.domain.Receipt;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a student who joins is answered, as HTTP. */
final class JoinResponses {

  private static final int SOON = 1;
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");

  private JoinResponses() {}

  static void validateKey(Optional<String> idempotencyKey) {
    if (idempotencyKey.isPresent() && !KEY.matcher(idempotencyKey.get()).matches()) {
      throw new ProblemException(
          Problem.field("Idempotency-Key", "1 to 64 of A-Z, a-z, 0-9, '_', '.', ':' and '-'"));
    }
  }

  static Response response(JoinAnswer answer, SectionId section, List<Locale> languages) {
    return switch (answer) {
      case JoinAnswer.Accepted(var receipt) -> receipt(202, receipt).build();
      case JoinAnswer.Standing(var receipt) -> receipt(200, receipt).build();
      case JoinAnswer.Replayed(var first) ->
          Response.fromResponse(response(first, section, languages))
              .header("Idempotent-Replayed", "true")
              .build();
      default -> ProblemResponses.response(problem(answer, section), languages);
    };
  }

  private static Problem problem(JoinAnswer answer, SectionId section) {
    return switch (answer) {
      case JoinAnswer.Accepted _, JoinAnswer.Standing _, JoinAnswer.Replayed _ ->
          throw new IllegalArgumentException("not a problem");
      case JoinAnswer.Unconfirmed _ -> Problem.retryLater(ProblemType.UNCONFIRMED, SOON);
      case JoinAnswer.NoSuchSection _ ->
          Problem.of(ProblemType.SECTION_UNKNOWN, Map.of("section", section.value()));
      case JoinAnswer.NoSuchStudent _ -> Problem.of(ProblemType.STUDENT_UNKNOWN);
      case JoinAnswer.NoWindow _ -> Problem.of(ProblemType.NO_WINDOW);
      case JoinAnswer.WindowNotOpen(var window, var now) ->
          Problem.of(ProblemType.WINDOW_NOT_OPEN, facts(window, now));
      case JoinAnswer.WindowClosed(var window, var now) ->
          Problem.of(ProblemType.WINDOW_CLOSED, facts(window, now));
      case JoinAnswer.KeyUsedOtherwise _ -> Problem.of(ProblemType.IDEMPOTENCY_KEY_REUSED);
      case JoinAnswer.NothingToDrop _ ->
          Problem.of(ProblemType.NOTHING_TO_DROP, Map.of("section", section.value()));
      case JoinAnswer.HasOtherwise(var receipt, var state) ->
          Problem.of(
              state.equals("admitted") ? ProblemType.NOT_WAITLISTED : ProblemType.NOT_ADMITTED,
              Map.of("section", section.value(), "receipt", receipt, "state", state));
      case JoinAnswer.OfficeAway _ -> Problem.retryLater(ProblemType.OFFICE_AWAY, SOON);
      case JoinAnswer.LineFull _ -> Problem.retryLater(ProblemType.LINE_FULL, SOON);
      case JoinAnswer.LineClosed _ -> Problem.retryLater(ProblemType.LINE_CLOSED, SOON);
      case JoinAnswer.Overloaded _ -> Problem.retryLater(ProblemType.OVERLOADED, SOON);
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
        .entity(ReceiptView.of(receipt));
  }
}
