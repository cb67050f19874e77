package io.sugang.waitlist.application;

import io.sugang.contract.id.SectionId;
import io.sugang.contract.message.LineRequest;
import io.sugang.contract.queue.DeadLetterAttributes;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Records what arrived, before its message is deleted, and has the sections looked at. */
@ApplicationScoped
public class JournalRequests {

  /** All workers write in this order, so that they don't lock each other out. */
  private static final Comparator<LineRequest> ORDER =
      Comparator.comparing(LineRequest::section).thenComparing(LineRequest::number);

  private final Book book;
  private final DeadLetters deadLetters;
  private final NumberClashes clashes;
  private final Clock clock;

  JournalRequests(Book book, DeadLetters deadLetters, NumberClashes clashes, Clock clock) {
    this.book = book;
    this.deadLetters = deadLetters;
    this.clashes = clashes;
    this.clock = clock;
  }

  /**
   * Records requests; those recorded before stay as they are. One whose number another has becomes
   * a dead letter.
   *
   * @return the sections to wake
   */
  public Set<SectionId> record(Collection<LineRequest> requests) {
    List<LineRequest> ordered = requests.stream().sorted(ORDER).toList();
    List<LineRequest> clashing =
        book.journal(ordered).stream().filter(clash -> book.clash(clash).isEmpty()).toList();
    if (!clashing.isEmpty()) {
      clashes.found(clashing);
    }
    // Kept last: whatever fails before is done again when the message comes back.
    for (LineRequest clash : clashing) {
      deadLetters.file(clash, DeadLetterAttributes.NUMBER_CLASH);
      book.keepClash(clash, clock.instant());
    }
    return ordered.stream().map(LineRequest::section).collect(Collectors.toSet());
  }
}
