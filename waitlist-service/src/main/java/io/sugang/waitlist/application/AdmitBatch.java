package io.sugang.waitlist.application;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.line.ToldDecision;
import io.sugang.contract.message.LineRequest;
import io.sugang.waitlist.domain.Admission;
import io.sugang.waitlist.domain.Decided;
import io.sugang.waitlist.domain.Decision;
import io.sugang.waitlist.domain.Facts;
import io.sugang.waitlist.domain.Section;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
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
     * Decisions were committed; there may be more to decide.
     *
     * @param told whether the line knows them, too; if not, whoever looks next tells it
     */
    record Done(List<Decided> decided, boolean told) implements Result {}
  }

  /** Decides up to {@code max} requests. */
  public Result run(SectionId section, int max) {
    return run(section, max, Admission::decide);
  }

  /** Takes the next request of a section out of the line as quarantined: it failed alone. */
  public Result quarantineNext(SectionId section) {
    return run(section, 1, (s, batch, _) -> quarantine(s, batch, "failed-alone"));
  }

  private Result run(SectionId id, int max, Rules rules) {
    Set<StudentId> seen = students(head(book.undecided(id, max), line.peek(id, max), max));
    if (seen.isEmpty()) {
      return new Result.Empty();
    }
    Section after;
    List<Decided> decided;
    Map<RequestNumber, Settlement> settlements;
    try (Book.Entry entry = book.begin()) {
      Optional<Section> locked = entry.lock(id);
      if (locked.isEmpty() && entry.has(id)) {
        return new Result.Busy();
      }
      Section section = locked.orElseGet(() -> Section.missing(id));
      Set<StudentId> known = entry.lock(seen);
      // The journal first: whoever stands in it joined before, and so did all with lower numbers,
      // so the line, read afterwards, shows every one of them. The other way round a later request
      // could overtake.
      List<LineRequest> journaled = entry.undecided(id, max);
      List<LineRequest> inLine = line.peek(id, max);
      settlements = new TreeMap<>(entry.settled(id, numbers(inLine)));
      Set<RequestNumber> settled = Set.copyOf(settlements.keySet());
      List<LineRequest> batch =
          head(journaled, inLine, max).stream()
              .filter(request -> !settled.contains(request.number()))
              // Whoever joined meanwhile is not locked; the next batch begins there.
              .takeWhile(request -> seen.contains(request.student()))
              .toList();
      Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
      if (batch.isEmpty()) {
        after = section;
        decided = List.of();
      } else {
        Facts facts = entry.facts(section, known);
        Admission.Outcome outcome =
            locked.isPresent()
                ? rules.decide(section, batch, facts)
                : quarantine(section, batch, "unknown-section");
        decided = outcome.decided();
        after = section.committedWith(outcome.section().taken());
        entry.write(after, decided, now);
        entry.commit();
      }
      decided.forEach(d -> settlements.put(d.request().number(), settlement(d, now)));
    }
    return new Result.Done(decided, tell(after, settlements.values()));
  }

  /** What is committed is true whether or not the line can be told now. */
  private boolean tell(Section section, Collection<Settlement> settlements) {
    try {
      line.settle(section, settlements);
      return true;
    } catch (Line.LineClosedException | Line.LineAwayException e) {
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
    return requests.stream().map(LineRequest::student).collect(Collectors.toSet());
  }

  private static List<RequestNumber> numbers(Collection<LineRequest> requests) {
    return requests.stream().map(LineRequest::number).toList();
  }

  private static Settlement settlement(Decided decided, Instant now) {
    LineRequest request = decided.request();
    return new Settlement(
        request.number(), request.student(), decided.staysLive(), told(decided, now));
  }

  private static ToldDecision told(Decided decided, Instant now) {
    Instant acceptedAt = decided.request().acceptedAt();
    return switch (decided.decision()) {
      case Decision.Admitted _ -> new ToldDecision("admitted", null, Map.of(), acceptedAt, now);
      case Decision.Refused(var refusal) ->
          new ToldDecision("refused", refusal.rule(), refusal.facts(), acceptedAt, now);
      case Decision.Quarantined(var reason) ->
          new ToldDecision("quarantined", reason, Map.of(), acceptedAt, now);
    };
  }

  private static Admission.Outcome quarantine(
      Section section, List<LineRequest> batch, String reason) {
    return new Admission.Outcome(
        section,
        batch.stream()
            .map(request -> new Decided(request, new Decision.Quarantined(reason)))
            .toList());
  }

  /** How a batch is judged. */
  @FunctionalInterface
  private interface Rules {
    Admission.Outcome decide(Section section, List<LineRequest> batch, Facts facts);
  }
}
