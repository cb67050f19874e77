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
  private final SectionDesk desk;
  private final Clock clock;

  ReplayRequest(Book book, Line line, JournalRequests journal, SectionDesk desk, Clock clock) {
    this.book = book;
    this.line = line;
    this.journal = journal;
    this.desk = desk;
    this.clock = clock;
  }

  /**
   * Handles a request once more.
   *
   * @param reason why it became a dead letter
   */
  public void replay(LineRequest request, String reason) {
    switch (reason) {
      case DeadLetterAttributes.NUMBER_CLASH -> giveNewNumber(request);
      case DeadLetterAttributes.PROMOTION_FAILED ->
          book.retryPromotion(request.section(), request.number(), clock.instant());
      default -> {
        var unused = journal.record(List.of(request));
      }
    }
    desk.wake(request.section());
  }

  private void giveNewNumber(LineRequest request) {
    Optional<Book.NumberClash> clash = book.clash(request);
    if (clash.isEmpty()) {
      var unused = journal.record(List.of(request));
    } else if (clash.get().newNumber().isEmpty()) {
      RequestNumber number = line.rejoin(request);
      book.renumber(request, number);
      LOG.infof(
          "section %s: number %s stands for %s from now on",
          request.section(), number, request.number());
    }
  }
}
