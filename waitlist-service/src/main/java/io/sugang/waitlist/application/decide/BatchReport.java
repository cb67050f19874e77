package io.sugang.waitlist.application.decide;

import io.sugang.contract.decision.DeadLetter;
import io.sugang.contract.decision.DeadLetterCause;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.message.LineRequest;
import io.sugang.contract.message.Traceparent;
import io.sugang.waitlist.application.DeadLetters;
import io.sugang.waitlist.application.WaitlistMeters;
import io.sugang.waitlist.application.outbox.OutboxSender;
import io.sugang.waitlist.rule.Decided;
import io.sugang.waitlist.rule.Decision;
import io.sugang.waitlist.rule.Outcome;
import io.sugang.waitlist.rule.Refusal;
import io.sugang.waitlist.rule.Skip;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Passes a committed batch on to whom it concerns: notifiers, operators, meters and traces. */
@ApplicationScoped
class BatchReport {

  private static final Logger LOG = Logger.getLogger(BatchReport.class);

  private final OutboxSender outbox;
  private final DeadLetters deadLetters;
  private final NumberClashAlarm clashes;
  private final SectionStore sections;
  private final WaitlistMeters meters;
  private final DecisionTraces traces;

  BatchReport(
      OutboxSender outbox,
      DeadLetters deadLetters,
      NumberClashAlarm clashes,
      SectionStore sections,
      WaitlistMeters meters,
      DecisionTraces traces) {
    this.outbox = outbox;
    this.deadLetters = deadLetters;
    this.clashes = clashes;
    this.sections = sections;
    this.meters = meters;
    this.traces = traces;
  }

  /**
   * A batch is committed.
   *
   * @param begun when it began
   * @param tries of requests that were found to fail
   */
  void committed(
      SectionId section, AdmitBatch.Result.Done batch, Instant begun, Suspicion.Tries tries) {
    Outcome outcome = batch.outcome();
    meters.decided(outcome);
    if (!outcome.notices().isEmpty()) {
      outbox.wake();
    }
    for (Decided d : outcome.decided()) {
      if (d.decision() instanceof Decision.Quarantined(var cause)) {
        LOG.errorf(
            "section %s, number %s, request id %s: quarantined, %s",
            section, d.request().number(), Traceparent.traceId(d.request().traceparent()), cause);
        file(
            d.request(),
            cause,
            cause == DeadLetterCause.FAILED_ALONE ? tries : new Suspicion.Tries(1, begun));
      }
    }
    for (Skip skip : outcome.skipped()) {
      if (skip.why() instanceof Refusal.PromotionFailed) {
        setAside(section, skip.holder().wonBy(), tries);
      }
    }
    if (!batch.clashes().isEmpty()) {
      var once = new Suspicion.Tries(1, begun);
      batch.clashes().forEach(clash -> file(clash, DeadLetterCause.NUMBER_CLASH, once));
      clashes.found(batch.clashes());
    }
    traces.decided(outcome, begun);
  }

  private void setAside(SectionId section, RequestNumber wonBy, Suspicion.Tries tries) {
    LOG.errorf(
        "section %s, number %s: the seat can't be given, so that the next of the waitlist gets it;"
            + " move the dead letter back to try it again",
        section, wonBy);
    try {
      sections
          .request(section, wonBy)
          .ifPresent(request -> file(request, DeadLetterCause.PROMOTION_FAILED, tries));
    } catch (RuntimeException e) {
      LOG.errorf(
          "section %s, number %s: without a dead letter: %s", section, wonBy, e.getMessage());
    }
  }

  /** The journal has it in any case; the letter is what operators are woken by. */
  private void file(LineRequest request, DeadLetterCause cause, Suspicion.Tries tries) {
    try {
      deadLetters.file(
          request,
          DeadLetter.ofRequest(
              request, Optional.empty(), cause, tries.attempts(), tries.firstFailed()));
    } catch (RuntimeException e) {
      LOG.errorf(
          "section %s, number %s: %s, without a dead letter: %s",
          request.section(), request.number(), cause, e.getMessage());
    }
  }
}
