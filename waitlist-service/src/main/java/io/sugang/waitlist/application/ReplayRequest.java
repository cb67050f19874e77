package io.sugang.waitlist.application;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.message.LineRequest;
import io.sugang.contract.queue.DeadLetterAttributes;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** What becomes of a request whose dead letter an operator moved back. Twice is as good as once. */
@ApplicationScoped
public class ReplayRequest {

  private static final Logger LOG = Logger.getLogger(ReplayRequest.class);

  private final Book book;
  private final Line line;
  private final JournalRequests journal;
  private final DeadLetters deadLetters;
  private final SectionDesk desk;
  private final Clock clock;

  ReplayRequest(
      Book book,
      Line line,
      JournalRequests journal,
      DeadLetters deadLetters,
      SectionDesk desk,
      Clock clock) {
    this.book = book;
    this.line = line;
    this.journal = journal;
    this.deadLetters = deadLetters;
    this.desk = desk;
    this.clock = clock;
  }

  /**
   * Handles a request once more. What can't be done while the line is closed becomes a dead letter
   * again: in the queue it would keep the line from being reopened.
   *
   * @param reason why it became a dead letter
   */
  public void replay(LineRequest request, String reason) {
    if (reason.equals(DeadLetterAttributes.NUMBER_CLASH)) {
      giveNewNumber(request);
    } else {
      var unused = journal.record(List.of(request));
      if (reason.equals(DeadLetterAttributes.PROMOTION_FAILED)) {
        book.retryPromotion(request.section(), request.number(), clock.instant());
      } else if (book.isQuarantined(request.section(), request.number())) {
        // Nobody can decide it anew yet; but it must not vanish.
        deadLetters.file(request, reason);
      }
    }
    desk.wake(request.section());
  }

  private void giveNewNumber(LineRequest request) {
    Optional<Book.NumberClash> clash = book.clash(request);
    if (clash.isEmpty()) {
      var unused = journal.record(List.of(request));
    } else if (clash.get().newNumber().isEmpty()) {
      try {
        RequestNumber number = line.rejoin(request);
        book.renumber(request, number);
        LOG.infof(
            "section %s: number %s stands for %s from now on",
            request.section(), number, request.number());
      } catch (Line.LineClosedException | Line.LineAwayException e) {
        LOG.warnf(
            "section %s, number %s: a dead letter again, move it back later: %s",
            request.section(), request.number(), e.getMessage());
        deadLetters.file(request, DeadLetterAttributes.NUMBER_CLASH);
      }
    }
  }
}
