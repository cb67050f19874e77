package io.sugang.waitlist.application;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.message.DropRequested;
import io.sugang.contract.message.LineRequest;
import io.sugang.waitlist.domain.Admission;
import io.sugang.waitlist.domain.Decided;
import io.sugang.waitlist.domain.Decision;
import io.sugang.waitlist.domain.Facts;
import io.sugang.waitlist.domain.Outcome;
import io.sugang.waitlist.domain.Place;
import io.sugang.waitlist.domain.Section;
import io.sugang.waitlist.domain.Skip;
import io.sugang.waitlist.domain.Waitlist;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Decides the next requests of one section in one transaction: peek without locks to learn whom to
 * lock, lock, peek again, decide, write, commit, and only then tell the line.
 *
 * <p>A failure at any point is answered by running it again. Under the section's lock the second
 * run sees whether the first one's commit happened, so an unknown outcome is found out before
 * anybody is told anything.
 */
@ApplicationScoped
public class AdmitBatch {

  private static final Logger LOG = Logger.getLogger(AdmitBatch.class);

  /** So many of the waitlist are locked with a batch that may serve them. */
  public static final int WAITLIST_LOOK = 100;

  private final Book book;
  private final Line line;
  private final Clock clock;

  AdmitBatch(Book book, Line line, Clock clock) {
    this.book = book;
    this.line = line;
    this.clock = clock;
  }

  /** What a run came to. */
  public sealed interface Result {
    /** Nobody waits. */
    record Empty() implements Result {}

    /** Another worker holds the section. */
    record Busy() implements Result {}

    /**
     * What there was to decide was committed; there may be more.
     *
     * @param clashes requests that were kept aside, because another one has their number
     * @param told whether the line knows it, too; if not, whoever looks next tells it
     */
    record Done(Outcome outcome, List<LineRequest> clashes, boolean told) implements Result {}
  }

  /**
   * Serves the waitlist and decides up to {@code max} requests.
   *
   * @throws BatchFailedException if it can't be done, and nobody knows that it will pass
   */
  public Result run(SectionId section, int max) {
    return run(section, max, true, Admission::decide);
  }

  /** Decides up to {@code max} requests, as far as nobody on the waitlist is to be served first. */
  Result decideOnly(SectionId section, int max) {
    return run(section, max, false, Admission::decideOnly);
  }

  /** Serves the first of the waitlist, and decides no request. */
  Result serveOne(SectionId section) {
    return run(section, 0, true, (s, _, facts) -> Admission.serveOne(s, facts));
  }

  /** Passes over somebody on the waitlist whose promotion fails. */
  Result setAside(SectionId section, RequestNumber wonBy) {
    return run(section, 0, true, (s, _, facts) -> Admission.setAside(s, wonBy, facts));
  }

  /** Takes a request out of the line as quarantined, if it is next: it failed alone. */
  Result quarantine(SectionId section, RequestNumber number) {
    return run(
        section,
        1,
        false,
        (s, batch, _) ->
            quarantine(
                s,
                batch.stream().filter(request -> request.number().equals(number)).toList(),
                "failed-alone"));
  }

  /**
   * @param max how many requests; 0: the waitlist only
   * @param serves whether the rules serve the waitlist
   */
  private Result run(SectionId id, int max, boolean serves, Rules rules) {
    Book.Look look = book.look(id, max);
    List<LineRequest> head = head(look.undecided(), peek(look.exists(), id, max), max);
    boolean mayServe = mayServe(look.free(), look.waitlisted(), head);
    if (head.isEmpty() && !look.due() && (max > 0 || !mayServe)) {
      return new Result.Empty();
    }
    Set<StudentId> seen =
        head.stream().map(LineRequest::student).collect(toCollection(HashSet::new));
    if (serves && (look.due() || mayServe)) {
      book.eligible(id, WAITLIST_LOOK).forEach(place -> seen.add(place.student()));
    }
    List<RequestNumber> tried = numbers(head);
    List<RequestNumber> promoted = List.of();
    Committed committed;
    try (Book.Entry entry = book.begin()) {
      Optional<Book.Entry.Locked> locked = entry.lock(id);
      if (locked.isEmpty() && look.exists()) {
        return new Result.Busy();
      }
      if (locked.isPresent() && locked.get().due() && !look.due()) {
        // The waitlist is another than the look showed.
        return new Result.Busy();
      }
      boolean takesDue = serves && look.due();
      Section section = locked.map(Book.Entry.Locked::section).orElseGet(() -> Section.missing(id));
      Set<StudentId> known = seen.isEmpty() ? Set.of() : entry.lock(seen);
      if (takesDue) {
        entry.takeDue(id);
      }
      // The journal first: whoever stands in it joined before, and so did all with lower numbers,
      // so the line, read afterwards, shows every one of them. The other way round a later request
      // could overtake.
      List<LineRequest> journaled = max == 0 ? List.of() : entry.undecided(id, max);
      List<LineRequest> inLine = peek(look.exists(), id, max);
      var settlements = new TreeMap<>(entry.settled(section, numbers(inLine)));
      List<LineRequest> clashes = clashes(inLine, journaled, settlements);
      Set<RequestNumber> settled = Set.copyOf(settlements.keySet());
      List<LineRequest> batch =
          head(journaled, inLine, max).stream()
              .filter(request -> !settled.contains(request.number()))
              // Whoever joined meanwhile is not locked; the next batch begins there.
              .takeWhile(request -> seen.contains(request.student()))
              .toList();
      tried = numbers(batch);
      Waitlist waitlist =
          locked.isEmpty()
              ? Waitlist.NOBODY
              : waitlist(entry, locked.get(), takesDue, batch, known);
      Outcome outcome =
          locked.isPresent()
              ? rules.decide(section, batch, entry.facts(section, known, waitlist))
              : quarantine(section, batch, "unknown-section");
      promoted = outcome.promoted().stream().map(Place::wonBy).toList();
      committed =
          write(entry, section, outcome, clashes, settlements, takesDue, locked.isPresent());
    } catch (Book.TryAgainException | Line.LineClosedException | Line.LineAwayException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new BatchFailedException(tried, promoted, e);
    }
    if (max == 0 && committed.isNothing()) {
      return new Result.Empty();
    }
    return new Result.Done(committed.outcome(), committed.clashes(), tell(look, committed));
  }

  /** A line of a section that the office does not have was never opened. */
  private List<LineRequest> peek(boolean exists, SectionId id, int max) {
    return exists && max > 0 ? line.peek(id, max) : List.of();
  }

  /** What a transaction made true, and what the line must know of it. */
  private record Committed(
      Section section,
      Outcome outcome,
      List<LineRequest> clashes,
      Collection<Settlement> settlements,
      Set<RequestNumber> changed,
      boolean isNothing) {}

  private Committed write(
      Book.Entry entry,
      Section before,
      Outcome outcome,
      List<LineRequest> clashes,
      Map<RequestNumber, Settlement> settlements,
      boolean takesDue,
      boolean exists) {
    Section after = outcome.isEmpty() ? before : outcome.section().nextVersion();
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    var changed = new TreeSet<>(takesDue ? entry.untold(before.id()) : List.of());
    changed.addAll(changed(outcome));
    if (!outcome.isEmpty()) {
      entry.write(after, outcome, now);
      settlements.putAll(settlements(outcome, after, now));
    }
    settlements.putAll(entry.settled(after, changed));
    clashes.forEach(clash -> entry.keepClash(clash, now));
    int changes = outcome.skipped().size() + outcome.resumed().size();
    boolean isDue =
        exists && (outcome.waitlistIsDue() || changes >= Book.Entry.CHANGES_AT_ONCE / 2);
    if (isDue) {
      entry.makeDue(before.id(), now);
    }
    boolean isNothing = outcome.isEmpty() && clashes.isEmpty() && !takesDue;
    if (!isNothing || isDue) {
      entry.commit();
    }
    return new Committed(after, outcome, clashes, settlements.values(), changed, isNothing);
  }

  /** Whether somebody on the waitlist may get a seat before, or between, these requests. */
  private static boolean mayServe(int free, int waitlisted, List<LineRequest> batch) {
    return waitlisted > 0 && (free > 0 || batch.stream().anyMatch(DropRequested.class::isInstance));
  }

  /** Those on the waitlist who are locked; whoever comes up meanwhile is seen by the next batch. */
  private static Waitlist waitlist(
      Book.Entry entry,
      Book.Entry.Locked locked,
      boolean takesDue,
      List<LineRequest> batch,
      Set<StudentId> known) {
    Section section = locked.section();
    if (locked.due() && !takesDue) {
      return Waitlist.UNKNOWN;
    }
    Waitlist changes = takesDue ? entry.changedEligibility(section.id()) : Waitlist.NOBODY;
    int free = section.capacity() - section.taken();
    int waitlisted = section.waitlisted() + changes.toResume().size();
    if (!mayServe(free, waitlisted, batch)) {
      return changes;
    }
    List<Place> eligible = entry.eligible(section.id(), WAITLIST_LOOK);
    List<Place> lockedOnes =
        eligible.stream().takeWhile(place -> known.contains(place.student())).toList();
    return new Waitlist(
        lockedOnes,
        lockedOnes.size() == eligible.size() && eligible.size() < WAITLIST_LOOK,
        changes.toSkip(),
        changes.toResume());
  }

  /** What is committed is true whether or not the line can be told now. */
  private boolean tell(Book.Look look, Committed committed) {
    Section section = committed.section();
    try {
      if (look.exists()) {
        line.settle(section, committed.settlements());
      }
      if (!committed.changed().isEmpty()) {
        book.told(section.id(), section.version(), committed.changed());
      }
      return true;
    } catch (Line.LineClosedException
        | Line.LineAwayException
        | Book.TryAgainException
        | Book.RefusedException e) {
      LOG.warnf(
          "section %s: decisions are committed, but not told yet: %s",
          section.id(), e.getMessage());
      return false;
    }
  }

  /**
   * Requests of the line whose number another one has, which is journaled or decided: the journal
   * had it first.
   */
  private static List<LineRequest> clashes(
      List<LineRequest> inLine,
      List<LineRequest> journaled,
      Map<RequestNumber, Settlement> settlements) {
    Map<RequestNumber, LineRequest> undecided =
        journaled.stream().collect(toMap(LineRequest::number, Function.identity()));
    return inLine.stream()
        .filter(
            request -> {
              LineRequest other = undecided.get(request.number());
              Settlement settled = settlements.get(request.number());
              return (other != null && !other.asksTheSame(request))
                  || (settled != null && !settled.isOf(request));
            })
        .toList();
  }

  /**
   * The next requests from journal and line together. A list that is as long as was asked for may
   * go on, so nothing behind its end is certain to be next.
   */
  private static List<LineRequest> head(
      List<LineRequest> journaled, List<LineRequest> inLine, int max) {
    var merged = new TreeMap<RequestNumber, LineRequest>();
    journaled.forEach(request -> merged.put(request.number(), request));
    inLine.forEach(request -> merged.putIfAbsent(request.number(), request));
    for (List<LineRequest> part : List.of(journaled, inLine)) {
      if (!part.isEmpty() && part.size() >= max) {
        merged.tailMap(part.getLast().number(), false).clear();
      }
    }
    return new ArrayList<>(merged.values()).subList(0, Math.min(max, merged.size()));
  }

  private static List<RequestNumber> numbers(Collection<LineRequest> requests) {
    return requests.stream().map(LineRequest::number).toList();
  }

  private static List<RequestNumber> changed(Outcome outcome) {
    return Stream.of(
            outcome.promoted(),
            outcome.dropped(),
            outcome.resumed(),
            outcome.skipped().stream().map(Skip::place).toList())
        .flatMap(List::stream)
        .map(Place::wonBy)
        .toList();
  }

  private static Map<RequestNumber, Settlement> settlements(
      Outcome outcome, Section after, Instant now) {
    var settlements = new HashMap<RequestNumber, Settlement>();
    for (Decided decided : outcome.decided()) {
      settlements.put(
          decided.request().number(),
          Settlement.of(decided.request(), DecisionText.of(decided).told(decided, after, now)));
    }
    return settlements;
  }

  private static Outcome quarantine(Section section, List<LineRequest> batch, String reason) {
    return Outcome.of(
        section,
        batch.stream()
            .map(request -> new Decided(request, new Decision.Quarantined(reason)))
            .toList());
  }

  /** How a batch is judged. */
  @FunctionalInterface
  private interface Rules {
    Outcome decide(Section section, List<LineRequest> batch, Facts facts);
  }
}
