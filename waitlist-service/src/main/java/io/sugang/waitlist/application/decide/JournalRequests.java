package io.sugang.waitlist.application.decide;

import io.sugang.contract.decision.DeadLetter;
import io.sugang.contract.decision.DeadLetterCause;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.message.LineRequest;
import io.sugang.contract.queue.Queue;
import io.sugang.waitlist.application.DeadLetters;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Records what arrived, before its message is deleted, and has the sections looked at. */
@ApplicationScoped
public class JournalRequests {

  /** All workers write in this order, so that they don't lock each other out. */
  private static final Comparator<LineRequest> ORDER =
      Comparator.comparing(LineRequest::section).thenComparing(LineRequest::number);

  private final SectionStore sections;
  private final CommittedRequests committed;
  private final DeadLetters deadLetters;
  private final NumberClashAlarm clashes;
  private final Clock clock;

  public JournalRequests(
      SectionStore sections,
      CommittedRequests committed,
      DeadLetters deadLetters,
      NumberClashAlarm clashes,
      Clock clock) {
    this.sections = sections;
    this.committed = committed;
    this.deadLetters = deadLetters;
    this.clashes = clashes;
    this.clock = clock;
  }

  /**
   * Records requests; those recorded before, or decided by a commit that this process saw, stay as
   * they are. One whose number another has becomes a dead letter.
   *
   * @return the sections to wake
   */
  public Set<SectionId> record(Collection<LineRequest> requests) {
    List<LineRequest> ordered = committed.unknownOf(requests).stream().sorted(ORDER).toList();
    if (ordered.isEmpty()) {
      return Set.of();
    }
    List<LineRequest> clashing =
        sections.journal(ordered).stream()
            .filter(clash -> sections.clash(clash).isEmpty())
            .toList();
    if (!clashing.isEmpty()) {
      clashes.found(clashing);
    }
    // Kept last: whatever fails before is done again when the message comes back.
    for (LineRequest clash : clashing) {
      deadLetters.file(
          clash,
          DeadLetter.ofRequest(
              clash,
              Optional.of(Queue.REQUESTS),
              DeadLetterCause.NUMBER_CLASH,
              1,
              clock.instant()));
      sections.keepClash(clash, clock.instant());
    }
    return ordered.stream().map(LineRequest::section).collect(Collectors.toSet());
  }
}
