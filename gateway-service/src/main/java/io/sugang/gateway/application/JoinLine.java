package io.sugang.gateway.application;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.message.EnrollRequested;
import io.sugang.contract.office.Term;
import io.sugang.contract.office.Term.Window;
import io.sugang.gateway.application.Line.Novelty;
import io.sugang.gateway.application.Line.Reply;
import io.sugang.gateway.application.Office.OfficeAwayException;
import io.sugang.gateway.domain.Receipt;
import io.sugang.gateway.domain.ReceiptSeal;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.jboss.logging.Logger;

/** A student asks for a seat: number first, then the queue, and only then the receipt. */
@ApplicationScoped
public class JoinLine {

  private static final Logger LOG = Logger.getLogger(JoinLine.class);
  private static final String ENROLL = "enroll";
  private static final Instant FAR_OFF = Instant.parse("9999-01-01T00:00:00Z");
  private static final Window NEVER = new Window(1, FAR_OFF, FAR_OFF);

  private final Line line;
  private final RequestPublisher publisher;
  private final Office office;
  private final CatalogueMirror catalogue;
  private final ReceiptSeal seal;
  private final MeterRegistry meters;

  JoinLine(
      Line line,
      RequestPublisher publisher,
      Office office,
      CatalogueMirror catalogue,
      ReceiptSeal seal,
      MeterRegistry meters) {
    this.line = line;
    this.publisher = publisher;
    this.office = office;
    this.catalogue = catalogue;
    this.seal = seal;
    this.meters = meters;
  }

  /** Asks for a seat in a section. */
  public Uni<JoinAnswer> enroll(
      StudentId student, SectionId section, Optional<String> idempotencyKey, String traceparent) {
    Uni<JoinAnswer> answer =
        publisher.isSaturated()
            ? answer(new JoinAnswer.Overloaded())
            : catalogue
                .find(section)
                .flatMap(
                    offered ->
                        offered.isEmpty()
                            ? answer(new JoinAnswer.NoSuchSection())
                            : checkWindow(
                                student,
                                section,
                                offered.get().term(),
                                idempotencyKey,
                                traceparent));
    return answer
        .onFailure(Line.LineAwayException.class)
        .recoverWithItem(
            e -> {
              LOG.warnf("nobody can join: %s", e.getMessage());
              return new JoinAnswer.LineClosed();
            })
        .onFailure(Line.JoinUnknownException.class)
        .recoverWithItem(
            e -> {
              LOG.warn(e.getMessage());
              return new JoinAnswer.Unconfirmed();
            })
        .invoke(this::count);
  }

  private Uni<JoinAnswer> checkWindow(
      StudentId student,
      SectionId section,
      String term,
      Optional<String> idempotencyKey,
      String traceparent) {
    return Uni.combine()
        .all()
        .unis(office.year(student), office.terms())
        .asTuple()
        .onFailure(OfficeAwayException.class)
        .recoverWithNull()
        .flatMap(
            found -> {
              if (found == null) {
                return repeatOnly(student, section, idempotencyKey, traceparent);
              }
              OptionalInt year = found.getItem1();
              if (year.isEmpty()) {
                return answer(new JoinAnswer.NoSuchStudent());
              }
              Optional<Window> window =
                  found.getItem2().stream()
                      .filter(t -> t.id().equals(term))
                      .findFirst()
                      .flatMap((Term t) -> t.windowOf(year.getAsInt()));
              return window.isEmpty()
                  ? answer(new JoinAnswer.NoWindow())
                  : claimKey(
                      new Line.Wish(student, section, window.get(), idempotencyKey, traceparent));
            });
  }

  /**
   * Without the office nobody's window is known. Whoever holds a receipt gets it all the same: to
   * the line, the window of everybody else has yet to open.
   */
  private Uni<JoinAnswer> repeatOnly(
      StudentId student, SectionId section, Optional<String> idempotencyKey, String traceparent) {
    return claimKey(new Line.Wish(student, section, NEVER, idempotencyKey, traceparent))
        .map(
            answer ->
                answer instanceof JoinAnswer.WindowNotOpen ? new JoinAnswer.OfficeAway() : answer);
  }

  private Uni<JoinAnswer> claimKey(Line.Wish wish) {
    if (wish.idempotencyKey().isEmpty()) {
      return join(wish);
    }
    return line.claim(
            wish.student(), wish.idempotencyKey().get(), ENROLL + '|' + wish.section().value())
        .flatMap(mine -> mine ? join(wish) : answer(new JoinAnswer.KeyUsedOtherwise()));
  }

  private Uni<JoinAnswer> join(Line.Wish wish) {
    return line.join(wish)
        .flatMap(
            reply ->
                switch (reply) {
                  case Reply.Place place -> confirm(wish, place);
                  case Reply.OutsideWindow(boolean early, var now) ->
                      answer(
                          early
                              ? new JoinAnswer.WindowNotOpen(wish.window(), now)
                              : new JoinAnswer.WindowClosed(wish.window(), now));
                  case Reply.Full _ -> answer(new JoinAnswer.LineFull());
                });
  }

  /**
   * An undecided request must be in the queue before anybody is told of it, however often it was
   * published before.
   */
  private Uni<JoinAnswer> confirm(Line.Wish wish, Reply.Place place) {
    JoinAnswer told = told(wish, place);
    if (!place.waits()) {
      return answer(told);
    }
    var request =
        new EnrollRequested(
            wish.section(), place.number(), wish.student(), place.acceptedAt(), wish.traceparent());
    Uni<Void> traced =
        line.trace(
                wish.student(), new Line.Trace(wish.section(), place.number(), place.acceptedAt()))
            .onFailure()
            .recoverWithNull();
    Uni<Boolean> published =
        publisher
            .publish(request)
            .replaceWith(true)
            .onFailure()
            .recoverWithItem(
                e -> {
                  LOG.warnf(
                      "section %s, number %s is unconfirmed: %s",
                      wish.section(), place.number(), e.getMessage());
                  return false;
                });
    return Uni.combine()
        .all()
        .unis(published, traced)
        .asTuple()
        .map(done -> done.getItem1() ? told : new JoinAnswer.Unconfirmed());
  }

  private JoinAnswer told(Line.Wish wish, Reply.Place place) {
    var receipt =
        new Receipt(
            seal.seal(wish.student(), wish.section(), place.number()),
            wish.section(),
            ENROLL,
            place.number(),
            place.position(),
            place.acceptedAt());
    return switch (place.novelty()) {
      case Novelty.JOINED -> new JoinAnswer.Accepted(receipt);
      case Novelty.EXISTING -> new JoinAnswer.Standing(receipt);
      case Novelty.REPLAYED_JOINED -> new JoinAnswer.Replayed(new JoinAnswer.Accepted(receipt));
      case Novelty.REPLAYED_EXISTING -> new JoinAnswer.Replayed(new JoinAnswer.Standing(receipt));
    };
  }

  private void count(JoinAnswer answer) {
    meters.counter("sugang.joins", "answer", answer.getClass().getSimpleName()).increment();
  }

  private static Uni<JoinAnswer> answer(JoinAnswer answer) {
    return Uni.createFrom().item(answer);
  }
}
