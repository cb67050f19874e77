package io.sugang.waitlist.application.operate;

import io.sugang.contract.decision.DeadLetter;
import io.sugang.contract.decision.DeadLetterCause;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.message.LineRequest;
import io.sugang.waitlist.application.DeadLetters;
import io.sugang.waitlist.application.decide.JournalRequests;
import io.sugang.waitlist.application.decide.Line;
import io.sugang.waitlist.application.decide.SectionStore;
import io.sugang.waitlist.application.decide.SectionWorker;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** What becomes of a request whose dead letter an operator moved back. Twice is as good as once. */
@ApplicationScoped
public class ReplayRequest {

  private static final Logger LOG = Logger.getLogger(ReplayRequest.class);

  private final SectionStore sections;
  private final Line line;
  private final JournalRequests journal;
  private final ReopenQuarantined reopenQuarantined;
  private final DeadLetters deadLetters;
  private final SectionWorker worker;

  ReplayRequest(
      SectionStore sections,
      Line line,
      JournalRequests journal,
      ReopenQuarantined reopenQuarantined,
      DeadLetters deadLetters,
      SectionWorker worker) {
    this.sections = sections;
    this.line = line;
    this.journal = journal;
    this.reopenQuarantined = reopenQuarantined;
    this.deadLetters = deadLetters;
    this.worker = worker;
  }

  /**
   * Handles a request once more. What can't be done while the line is closed, or as long as there
   * is no such section, becomes a dead letter again: in the queue it would keep the line from being
   * reopened.
   *
   * @param letter what is known of it
   */
  public void replay(LineRequest request, DeadLetter letter) throws InterruptedException {
    if (letter.cause() == DeadLetterCause.NUMBER_CLASH) {
      giveNewNumber(request, letter);
    } else {
      var unused = journal.record(List.of(request));
      if (letter.cause() == DeadLetterCause.PROMOTION_FAILED) {
        sections.retryPromotion(request.section(), request.number());
      } else if (reopenQuarantined.reopen(request) == ReopenQuarantined.Result.SECTION_MISSING) {
        deadLetters.file(request, letter);
      }
    }
    worker.wake(request.section());
  }

  private void giveNewNumber(LineRequest request, DeadLetter letter) {
    Optional<SectionStore.NumberClash> clash = sections.clash(request);
    if (clash.isEmpty()) {
      var unused = journal.record(List.of(request));
    } else if (clash.get().newNumber().isEmpty()) {
      try {
        RequestNumber number = line.rejoin(request);
        sections.renumber(request, number);
        LOG.infof(
            "section %s: number %s stands for %s from now on",
            request.section(), number, request.number());
      } catch (Line.LineClosedException | Line.LineAwayException e) {
        LOG.warnf(
            "section %s, number %s: a dead letter again, move it back later: %s",
            request.section(), request.number(), e.getMessage());
        deadLetters.file(request, letter);
      }
    }
  }
}
