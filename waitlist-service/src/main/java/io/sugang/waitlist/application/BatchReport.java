package io.sugang.waitlist.application;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.message.LineRequest;
import io.sugang.contract.message.Traceparent;
import io.sugang.contract.queue.DeadLetterAttributes;
import io.sugang.waitlist.domain.Decided;
import io.sugang.waitlist.domain.Decision;
import io.sugang.waitlist.domain.Outcome;
import io.sugang.waitlist.domain.Refusal;
import io.sugang.waitlist.domain.Skip;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Tells whom it concerns of a committed batch: notifiers, operators, meters and traces. */
@ApplicationScoped
class BatchReport {

  private static final Logger LOG = Logger.getLogger(BatchReport.class);

  private final OutboxSender outbox;
  private final DeadLetters deadLetters;
  private final NumberClashes clashes;
  private final Book book;
  private final WaitlistMeters meters;
  private final DecisionTraces traces;

  BatchReport(
      OutboxSender outbox,
      DeadLetters deadLetters,
      NumberClashes clashes,
      Book book,
      WaitlistMeters meters,
      DecisionTraces traces) {
    this.outbox = outbox;
    this.deadLetters = deadLetters;
    this.clashes = clashes;
    this.book = book;
    this.meters = meters;
    this.traces = traces;
  }

  /**
   * Tells of a batch.
   *
   * @param begun when it began
   */
  void committed(SectionId section, AdmitBatch.Result.Done batch, Instant begun) {
    Outcome outcome = batch.outcome();
    meters.decided(outcome);
    if (!outcome.notices().isEmpty()) {
      outbox.wake();
    }
    for (Decided d : outcome.decided()) {
      if (d.decision() instanceof Decision.Quarantined(var reason)) {
        LOG.errorf(
            "section %s, number %s, request id %s: quarantined, %s",
            section, d.request().number(), Traceparent.traceId(d.request().traceparent()), reason);
        file(d.request(), reason);
      }
    }
    for (Skip skip : outcome.skipped()) {
      if (skip.why() instanceof Refusal.PromotionFailed) {
        setAside(section, skip.place().wonBy());
      }
    }
    if (!batch.clashes().isEmpty()) {
      batch.clashes().forEach(clash -> file(clash, DeadLetterAttributes.NUMBER_CLASH));
      clashes.found(batch.clashes());
    }
    traces.decided(outcome, begun);
  }

  private void setAside(SectionId section, RequestNumber wonBy) {
    LOG.errorf(
        "section %s, number %s: the seat can't be given, so that the next of the waitlist gets it;"
            + " move the dead letter back to try it again",
        section, wonBy);
    try {
      book.request(section, wonBy)
          .ifPresent(request -> file(request, DeadLetterAttributes.PROMOTION_FAILED));
    } catch (RuntimeException e) {
      LOG.errorf(
          "section %s, number %s: without a dead letter: %s", section, wonBy, e.getMessage());
    }
  }

  /** The journal has it in any case; the letter is what operators are woken by. */
  private void file(LineRequest request, String reason) {
    try {
      deadLetters.file(request, reason);
    } catch (RuntimeException e) {
      LOG.errorf(
          "section %s, number %s: %s, without a dead letter: %s",
          request.section(), request.number(), reason, e.getMessage());
    }
  }
}
