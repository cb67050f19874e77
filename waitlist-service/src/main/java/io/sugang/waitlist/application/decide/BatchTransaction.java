package io.sugang.waitlist.application.decide;

import io.sugang.contract.decision.DeadLetterCause;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.message.LineRequest;
import io.sugang.waitlist.application.JournaledDecision;
import io.sugang.waitlist.rule.Decided;
import io.sugang.waitlist.rule.Decision;
import io.sugang.waitlist.rule.Facts;
import io.sugang.waitlist.rule.Holder;
import io.sugang.waitlist.rule.Outcome;
import io.sugang.waitlist.rule.Section;
import io.sugang.waitlist.rule.Skip;
import io.sugang.waitlist.rule.Waitlist;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** One try to decide one batch: lock, read again, decide, write, commit. Used once. */
final class BatchTransaction {

  private final SectionId id;
  private final int max;
  private final SectionSnapshot before;
  private final boolean takesDue;
  private final Rules rules;
  private final Line line;
  private final Clock clock;
  private List<RequestNumber> tried;
  private List<RequestNumber> promoted = List.of();

  /** How a batch is judged. */
  @FunctionalInterface
  interface Rules {
    Outcome decide(Section section, List<LineRequest> batch, Facts facts);
  }

  /** What a transaction made true, and what the line must show of it. */
  record Committed(
      Section section,
      Outcome outcome,
      List<LineRequest> clashes,
      Collection<LineUpdate> updates,
      Set<RequestNumber> changed,
      boolean isNothing) {}

  /**
   * @param max how many requests; 0: the waitlist only
   * @param before what was seen without locks
   * @param next requests that were seen then
   * @param serves whether the rules serve the waitlist
   */
  BatchTransaction(
      SectionId id,
      int max,
      SectionSnapshot before,
      List<LineRequest> next,
      boolean serves,
      Rules rules,
      Line line,
      Clock clock) {
    this.id = id;
    this.max = max;
    this.before = before;
    this.takesDue = serves && before.due();
    this.tried = NextRequests.numbers(next);
    this.rules = rules;
    this.line = line;
    this.clock = clock;
  }

  /** Requests that it was to decide, for whoever looks for what made it fail. */
  List<RequestNumber> tried() {
    return tried;
  }

  /** Requests that it was to give a seat, likewise. */
  List<RequestNumber> promoted() {
    return promoted;
  }

  /**
   * Decides.
   *
   * @param students whom to lock
   * @return empty if another worker holds the section, or it changed since it was seen
   */
  Optional<Committed> run(SectionTransaction transaction, Set<StudentId> students) {
    Optional<SectionTransaction.Locked> locked = transaction.lock(id);
    boolean isHeld = locked.isEmpty() && before.exists();
    boolean isWaitlistAnother = locked.isPresent() && locked.get().due() && !before.due();
    if (isHeld || isWaitlistAnother) {
      return Optional.empty();
    }
    Section section =
        locked.map(SectionTransaction.Locked::section).orElseGet(() -> Section.missing(id));
    Set<StudentId> known = students.isEmpty() ? Set.of() : transaction.lock(students);
    if (takesDue) {
      transaction.takeDue(id);
    }
    // The journal first: whoever stands in it joined before, and so did all with lower numbers, so
    // the line, read afterwards, shows every one of them. The other way round a later request could
    // overtake.
    List<LineRequest> journaled = max == 0 ? List.of() : transaction.undecided(id, max);
    List<LineRequest> inLine = before.exists() && max > 0 ? line.peek(id, max) : List.of();
    var updates = new TreeMap<>(transaction.decided(section, NextRequests.numbers(inLine)));
    List<LineRequest> clashes = NextRequests.clashes(inLine, journaled, updates);
    List<LineRequest> batch =
        NextRequests.of(journaled, inLine, max).stream()
            .filter(request -> !updates.containsKey(request.number()))
            // Whoever joined meanwhile is not locked; the next batch begins there.
            .takeWhile(request -> students.contains(request.student()))
            .toList();
    tried = NextRequests.numbers(batch);
    Outcome outcome = decide(transaction, locked, section, batch, known);
    promoted = outcome.promoted().stream().map(Holder::wonBy).toList();
    return Optional.of(write(transaction, section, outcome, clashes, updates, locked.isPresent()));
  }

  private Outcome decide(
      SectionTransaction transaction,
      Optional<SectionTransaction.Locked> locked,
      Section section,
      List<LineRequest> batch,
      Set<StudentId> known) {
    if (locked.isEmpty()) {
      return quarantine(section, batch, DeadLetterCause.UNKNOWN_SECTION);
    }
    Waitlist waitlist = ServedWaitlist.read(transaction, locked.get(), takesDue, batch, known);
    return rules.decide(section, batch, transaction.facts(section, known, waitlist));
  }

  static Outcome quarantine(Section section, List<LineRequest> batch, DeadLetterCause cause) {
    return Outcome.of(
        section,
        batch.stream()
            .map(request -> new Decided(request, new Decision.Quarantined(cause)))
            .toList());
  }

  private Committed write(
      SectionTransaction transaction,
      Section section,
      Outcome outcome,
      List<LineRequest> clashes,
      Map<RequestNumber, LineUpdate> updates,
      boolean exists) {
    Section after = outcome.isEmpty() ? section : outcome.section().nextVersion();
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    var changed = new TreeSet<>(takesDue ? transaction.pendingLineUpdates(id) : List.of());
    changed.addAll(changed(outcome));
    if (!outcome.isEmpty()) {
      transaction.write(after, outcome, now);
      outcome
          .decided()
          .forEach(
              decided ->
                  updates.put(
                      decided.request().number(),
                      LineUpdate.of(
                          decided.request(), JournaledDecision.forLine(decided, after, now))));
    }
    updates.putAll(transaction.decided(after, changed));
    clashes.forEach(clash -> transaction.keepClash(clash, now));
    boolean isDue = exists && isDueAgain(outcome);
    if (isDue) {
      transaction.makeDue(id, now);
    }
    boolean isNothing = outcome.isEmpty() && clashes.isEmpty() && !takesDue;
    if (!isNothing || isDue) {
      transaction.commit();
    }
    return new Committed(after, outcome, clashes, updates.values(), changed, isNothing);
  }

  private static boolean isDueAgain(Outcome outcome) {
    int changes = outcome.skipped().size() + outcome.resumed().size();
    return outcome.waitlistIsDue() || changes >= SectionTransaction.CHANGES_AT_ONCE / 2;
  }

  private static List<RequestNumber> changed(Outcome outcome) {
    return Stream.of(
            outcome.promoted(),
            outcome.dropped(),
            outcome.resumed(),
            outcome.skipped().stream().map(Skip::holder).toList())
        .flatMap(List::stream)
        .map(Holder::wonBy)
        .toList();
  }
}
