package io.sugang.waitlist.application.decide;

import static java.util.stream.Collectors.toCollection;

import io.sugang.contract.decision.DeadLetterCause;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.message.LineRequest;
import io.sugang.contract.message.SeatRequested;
import io.sugang.waitlist.application.JournaledDecision;
import io.sugang.waitlist.application.decide.SectionTransaction.Look;
import io.sugang.waitlist.application.decide.SectionTransaction.Released;
import io.sugang.waitlist.config.WaitlistConfig;
import io.sugang.waitlist.rule.Decided;
import io.sugang.waitlist.rule.Decision;
import io.sugang.waitlist.rule.Facts;
import io.sugang.waitlist.rule.Holder;
import io.sugang.waitlist.rule.Outcome;
import io.sugang.waitlist.rule.SeatPool;
import io.sugang.waitlist.rule.Section;
import io.sugang.waitlist.rule.Skip;
import io.sugang.waitlist.rule.Waitlist;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** One try to decide one batch: lock, read again, decide, write, commit. Used once. */
final class BatchTransaction {

  private final SectionId id;
  private final int max;
  private final boolean serves;
  private final boolean judges;
  private final Rules rules;
  private final Line line;
  private final Clock clock;
  private List<RequestNumber> tried = List.of();
  private List<RequestNumber> promoted = List.of();
  private List<Released> released = List.of();

  /** How a batch is judged. */
  @FunctionalInterface
  interface Rules {
    Outcome decide(Section section, List<LineRequest> batch, Facts facts);
  }

  /** What a try came to. */
  sealed interface End {
    /** Another worker holds the section. */
    record Busy() implements End {}

    /** Nobody waits. */
    record Empty() implements End {}

    /**
     * What the transaction made true, and what the line must show of it.
     *
     * @param exists whether there is such a section, and so a line of it
     * @param changed requests that were decided before and are decided otherwise now
     */
    record Committed(
        Section section,
        boolean exists,
        Outcome outcome,
        List<LineRequest> clashes,
        Collection<LineUpdate> updates,
        Set<RequestNumber> changed)
        implements End {}
  }

  /**
   * @param max how many requests; 0: the waitlist only
   * @param serves whether the rules serve the waitlist
   * @param judges whether the rules look at facts
   */
  BatchTransaction(
      SectionId id, int max, boolean serves, boolean judges, Rules rules, Line line, Clock clock) {
    this.id = id;
    this.max = max;
    this.serves = serves;
    this.judges = judges;
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

  /** Decides who is next. */
  End run(SectionTransaction transaction) {
    return switch (transaction.look(id, max)) {
      case Look.Held _ -> new End.Busy();
      case Look.Missing(var undecided) -> runMissing(transaction, undecided);
      case Look.Locked locked -> run(transaction, locked);
    };
  }

  private End runMissing(SectionTransaction transaction, List<LineRequest> undecided) {
    if (undecided.isEmpty()) {
      return new End.Empty();
    }
    tried = NextRequests.numbers(undecided);
    Section nowhere = Section.missing(id);
    Outcome outcome = quarantine(nowhere, undecided, DeadLetterCause.UNKNOWN_SECTION);
    Section after = nowhere.nextVersion();
    transaction.write(after, outcome, clock.instant().truncatedTo(ChronoUnit.MILLIS));
    transaction.commit();
    return new End.Committed(after, false, outcome, List.of(), List.of(), Set.of());
  }

  private End run(SectionTransaction transaction, Look.Locked locked) {
    released = locked.hasReleased() ? transaction.takeReleased(id) : List.of();
    Section section =
        locked
            .section()
            .without(released.stream().filter(Released::isDue).map(Released::seat).toList());
    // The journal was read first: whoever stands in it joined before, and so did all with lower
    // numbers, so the line, read afterwards, shows every one of them. The other way round a later
    // request could overtake.
    List<LineRequest> inLine = max > 0 ? line.peek(id, max) : List.of();
    List<LineRequest> next = NextRequests.of(locked.undecided(), inLine, max);
    boolean isDue =
        locked.due()
            || !released.isEmpty()
            || (locked.hasToReview() && ServedWaitlist.mayGiveSeats(section, next));
    boolean takesDue = serves && isDue;
    if (takesDue && refusesAll(section, next)) {
      // First whoever waits; then those who are refused can be refused without locks.
      next = List.of();
    }
    tried = NextRequests.numbers(next);
    boolean mayServe = ServedWaitlist.mayServe(section, next);
    if (next.isEmpty() && !isDue && (max > 0 || !mayServe)) {
      return new End.Empty();
    }
    Set<StudentId> toReview = takesDue ? transaction.toReview(id) : Set.of();
    Map<Long, List<Holder>> ranked =
        mayServe || (serves && isDue) ? ranked(transaction, section, next) : Map.of();
    var students = next.stream().map(LineRequest::student).collect(toCollection(HashSet::new));
    students.addAll(toReview);
    if (serves) {
      ranked.values().forEach(first -> first.forEach(holder -> students.add(holder.student())));
    }
    boolean mayRefuseAll = !isDue && ranked.values().stream().allMatch(List::isEmpty);
    Known known = known(transaction, section, next, students, mayRefuseAll);
    Waitlist waitlist = waitlist(transaction, isDue, mayServe, toReview, ranked, known.students());
    var updates = new TreeMap<>(transaction.decided(section, NextRequests.numbers(inLine)));
    List<LineRequest> clashes = NextRequests.clashes(inLine, locked.undecided(), updates);
    List<LineRequest> batch =
        next.stream().filter(request -> !updates.containsKey(request.number())).toList();
    tried = NextRequests.numbers(batch);
    Facts facts = facts(transaction, section, batch, known, waitlist);
    Outcome outcome = rules.decide(section, batch, facts);
    promoted = outcome.promoted().stream().map(Holder::wonBy).toList();
    return write(transaction, section, takesDue, outcome, clashes, updates);
  }

  private Map<Long, List<Holder>> ranked(
      SectionTransaction transaction, Section section, List<LineRequest> next) {
    List<SeatPool> pools = ServedWaitlist.poolsThatMayGive(section, next);
    return pools.isEmpty() ? Map.of() : transaction.ranked(id, pools, lookedFor(pools.size()));
  }

  private Waitlist waitlist(
      SectionTransaction transaction,
      boolean isDue,
      boolean mayServe,
      Set<StudentId> toReview,
      Map<Long, List<Holder>> ranked,
      Set<StudentId> known) {
    if (isDue && !serves) {
      return Waitlist.UNKNOWN;
    }
    if (isDue) {
      return Waitlist.seen(
          transaction.takeDue(id, toReview), ranked, lookedFor(ranked.size()), known);
    }
    return mayServe
        ? Waitlist.seen(List.of(), ranked, lookedFor(ranked.size()), known)
        : Waitlist.NOBODY;
  }

  /** How many of each of so many pools are looked for; together they fit into one statement. */
  private static int lookedFor(int pools) {
    return WaitlistConfig.WAITLIST_LOOK / Math.max(1, pools);
  }

  private Facts facts(
      SectionTransaction transaction,
      Section section,
      List<LineRequest> batch,
      Known known,
      Waitlist waitlist) {
    if (!judges) {
      return Facts.of(known.students(), waitlist);
    }
    return known.areLocked()
        ? transaction.facts(section, batch, known.students(), waitlist)
        : transaction.factsOfSection(section, known.students());
  }

  /** Students that there are; without their locks only the section itself may decide. */
  private record Known(Set<StudentId> students, boolean areLocked) {}

  /**
   * @param mayRefuseAll whether nobody who waits is concerned
   */
  private static Known known(
      SectionTransaction transaction,
      Section section,
      List<LineRequest> batch,
      Set<StudentId> students,
      boolean mayRefuseAll) {
    if (students.isEmpty()) {
      return new Known(Set.of(), true);
    }
    if (mayRefuseAll && winsNoRank(section, batch)) {
      if (section.isFull()) {
        return new Known(transaction.known(students), false);
      }
      if (!section.hasOpenSeats()) {
        Set<StudentId> known = transaction.known(students);
        if (transaction.memberships().values().stream().noneMatch(section::hasSeatFor)) {
          return new Known(known, false);
        }
      }
    }
    return new Known(transaction.lock(students), true);
  }

  /**
   * Whether nobody of these can win anything, whatever else is true of them: then nobody's other
   * sections matter, and no student need be locked.
   */
  private static boolean refusesAll(Section section, List<LineRequest> batch) {
    return section.isFull() && winsNoRank(section, batch);
  }

  private static boolean winsNoRank(Section section, List<LineRequest> batch) {
    return section.isWaitlistFull() && batch.stream().allMatch(SeatRequested.class::isInstance);
  }

  static Outcome quarantine(Section section, List<LineRequest> batch, DeadLetterCause cause) {
    return Outcome.of(
        section,
        batch.stream()
            .map(request -> new Decided(request, new Decision.Quarantined(cause)))
            .toList());
  }

  private End write(
      SectionTransaction transaction,
      Section section,
      boolean takesDue,
      Outcome outcome,
      List<LineRequest> clashes,
      Map<RequestNumber, LineUpdate> updates) {
    boolean isChanged = !outcome.isEmpty() || !released.isEmpty();
    Section after = isChanged ? outcome.section().nextVersion() : section;
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    var changed = new TreeSet<>(takesDue ? transaction.pendingLineUpdates(id) : List.of());
    changed.addAll(changed(outcome));
    released.stream().filter(one -> !one.isShown()).forEach(one -> changed.add(one.seat().wonBy()));
    if (isChanged) {
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
    // Whoever took them without serving leaves that to the next.
    boolean isDue = outcome.waitlistIsDue() || (!released.isEmpty() && !takesDue);
    if (isDue) {
      transaction.makeDue(id, now);
    }
    boolean isNothing = !isChanged && clashes.isEmpty() && !takesDue;
    if (!isNothing || isDue) {
      transaction.commit();
    }
    return max == 0 && isNothing
        ? new End.Empty()
        : new End.Committed(after, true, outcome, clashes, updates.values(), changed);
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
