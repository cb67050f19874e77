package io.sugang.waitlist.application;

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
import java.util.stream.Collectors;
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
     * @param told whether the line knows it, too; if not, whoever looks next tells it
     */
    record Done(Outcome outcome, boolean told) implements Result {}
  }

  /** Decides up to {@code max} requests. */
  public Result run(SectionId section, int max) {
    return run(section, max, true, Admission::decide);
  }

  /** Takes the next request of a section out of the line as quarantined: it failed alone. */
  public Result quarantineNext(SectionId section) {
    return run(section, 1, false, (s, batch, _) -> quarantine(s, batch, "failed-alone"));
  }

  /**
   * @param serves whether the rules serve the waitlist
   */
  private Result run(SectionId id, int max, boolean serves, Rules rules) {
    Book.Look look = book.look(id, max);
    List<LineRequest> head = head(look.undecided(), line.peek(id, max), max);
    if (head.isEmpty() && !look.due()) {
      return new Result.Empty();
    }
    Set<StudentId> seen = students(head);
    if (look.due() || mayServe(look.free(), look.waitlisted(), head)) {
      book.eligible(id, WAITLIST_LOOK).forEach(place -> seen.add(place.student()));
    }
    Section after;
    Outcome outcome;
    Map<RequestNumber, Settlement> settlements;
    Set<RequestNumber> changed;
    try (Book.Entry entry = book.begin()) {
      Optional<Section> locked = entry.lock(id);
      if (locked.isEmpty() && entry.has(id)) {
        return new Result.Busy();
      }
      Section section = locked.orElseGet(() -> Section.missing(id));
      Set<StudentId> known = seen.isEmpty() ? Set.of() : entry.lock(seen);
      if (look.due() && serves) {
        entry.takeDue(id);
      }
      // The journal first: whoever stands in it joined before, and so did all with lower numbers,
      // so the line, read afterwards, shows every one of them. The other way round a later request
      // could overtake.
      List<LineRequest> journaled = entry.undecided(id, max);
      List<LineRequest> inLine = line.peek(id, max);
      settlements = new TreeMap<>(entry.settled(section, numbers(inLine)));
      Set<RequestNumber> settled = Set.copyOf(settlements.keySet());
      List<LineRequest> batch =
          head(journaled, inLine, max).stream()
              .filter(request -> !settled.contains(request.number()))
              // Whoever joined meanwhile is not locked; the next batch begins there.
              .takeWhile(request -> seen.contains(request.student()))
              .toList();
      Waitlist waitlist = waitlist(entry, section, batch, known);
      outcome =
          locked.isPresent()
              ? rules.decide(section, batch, entry.facts(section, known, waitlist))
              : quarantine(section, batch, "unknown-section");
      after = outcome.isEmpty() ? section : outcome.section().nextVersion();
      Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
      changed = new TreeSet<>(look.due() ? entry.untold(id) : List.of());
      changed.addAll(changed(outcome));
      if (!outcome.isEmpty()) {
        entry.write(after, outcome, now);
        settlements.putAll(settlements(outcome, after, now));
      }
      settlements.putAll(entry.settled(after, changed));
      boolean more = serves && !waitlist.complete() && !after.isFull();
      if (more) {
        entry.makeDue(id, now);
      }
      if (!outcome.isEmpty() || look.due() || more) {
        entry.commit();
      }
    }
    return new Result.Done(outcome, tell(after, settlements.values(), changed));
  }

  /** Whether somebody on the waitlist may get a seat before, or between, these requests. */
  private static boolean mayServe(int free, int waitlisted, List<LineRequest> batch) {
    return waitlisted > 0 && (free > 0 || batch.stream().anyMatch(DropRequested.class::isInstance));
  }

  /** Those on the waitlist who are locked; whoever comes up meanwhile is seen by the next batch. */
  private static Waitlist waitlist(
      Book.Entry entry, Section section, List<LineRequest> batch, Set<StudentId> known) {
    int free = section.capacity() - section.taken();
    if (!mayServe(free, section.waitlisted(), batch)) {
      return Waitlist.NOBODY;
    }
    List<Place> eligible = entry.eligible(section.id(), WAITLIST_LOOK);
    List<Place> lockedOnes =
        eligible.stream().takeWhile(place -> known.contains(place.student())).toList();
    return new Waitlist(
        lockedOnes, lockedOnes.size() == eligible.size() && eligible.size() < WAITLIST_LOOK);
  }

  /** What is committed is true whether or not the line can be told now. */
  private boolean tell(
      Section section, Collection<Settlement> settlements, Set<RequestNumber> changed) {
    try {
      line.settle(section, settlements);
      if (!changed.isEmpty()) {
        book.told(section.id(), section.version(), changed);
      }
      return true;
    } catch (Line.LineClosedException | Line.LineAwayException | Book.TryAgainException e) {
      LOG.warnf(
          "section %s: decisions are committed, but not told yet: %s",
          section.id(), e.getMessage());
      return false;
    }
  }

  /**
   * The next requests from journal and line together. A list that is as long as was asked for may
   * go on, so nothing behind its end is certain to be next.
   */
  private static List<LineRequest> head(
      List<LineRequest> journaled, List<LineRequest> inLine, int max) {
    var merged = new TreeMap<RequestNumber, LineRequest>();
    journaled.forEach(request -> merged.put(request.number(), request));
    inLine.forEach(request -> merged.put(request.number(), request));
    for (List<LineRequest> part : List.of(journaled, inLine)) {
      if (part.size() >= max) {
        merged.tailMap(part.getLast().number(), false).clear();
      }
    }
    return new ArrayList<>(merged.values()).subList(0, Math.min(max, merged.size()));
  }

  private static Set<StudentId> students(Collection<LineRequest> requests) {
    return requests.stream()
        .map(LineRequest::student)
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static List<RequestNumber> numbers(Collection<LineRequest> requests) {
    return requests.stream().map(LineRequest::number).toList();
  }

  private static List<RequestNumber> changed(Outcome outcome) {
    return Stream.concat(outcome.promoted().stream(), outcome.dropped().stream())
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
