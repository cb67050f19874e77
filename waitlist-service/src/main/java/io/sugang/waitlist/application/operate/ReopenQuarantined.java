package io.sugang.waitlist.application.operate;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.message.LineRequest;
import io.sugang.contract.message.SeatRequested;
import io.sugang.waitlist.application.JournaledDecision;
import io.sugang.waitlist.application.decide.Line;
import io.sugang.waitlist.application.decide.LineUpdate;
import io.sugang.waitlist.application.decide.SectionStore;
import io.sugang.waitlist.application.decide.SectionTransaction;
import io.sugang.waitlist.config.WaitlistConfig;
import io.sugang.waitlist.rule.Decided;
import io.sugang.waitlist.rule.Decision;
import io.sugang.waitlist.rule.Outcome;
import io.sugang.waitlist.rule.Refusal;
import io.sugang.waitlist.rule.Section;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Has a quarantined request decided after all: it is undecided again, at its own number, and
 * therefore next. If its student has asked for the section again meanwhile, that request counts,
 * and this one ends as its duplicate; if its student has dropped it, it ends as withdrawn.
 */
@ApplicationScoped
public class ReopenQuarantined {

  private static final Logger LOG = Logger.getLogger(ReopenQuarantined.class);

  /** Looks at a section that is being decided on; whoever waits behind must not wait for long. */
  private static final int LOOKS = 25;

  private final SectionStore sections;
  private final Line line;
  private final WaitlistConfig config;
  private final Clock clock;

  /** What became of it. */
  public enum Result {
    /** It is undecided, or decided as a duplicate, or withdrawn. */
    REOPENED,
    /** It was not quarantined, or is not any more. */
    NOT_QUARANTINED,
    /** It stays quarantined: its section does not exist. */
    SECTION_MISSING
  }

  /** Decided at once; what the line is to show after the commit. */
  private record Settled(Section after, Decided decided, Instant at) {}

  ReopenQuarantined(SectionStore sections, Line line, WaitlistConfig config, Clock clock) {
    this.sections = sections;
    this.line = line;
    this.config = config;
    this.clock = clock;
  }

  /**
   * Reopens a request; twice is as good as once.
   *
   * @throws SectionStore.TryAgainException if the database is away
   * @throws IllegalStateException if its section was being decided on all the time
   */
  public Result reopen(LineRequest request) throws InterruptedException {
    for (int look = 0; look < LOOKS; look++) {
      Optional<Result> result = attempt(request);
      if (result.isPresent()) {
        return result.get();
      }
      TimeUnit.NANOSECONDS.sleep(config.busyRetry().toNanos());
    }
    throw new IllegalStateException("section %s is being decided on".formatted(request.section()));
  }

  private Optional<Result> attempt(LineRequest request) {
    try (SectionTransaction transaction = sections.begin()) {
      return switch (transaction.look(request.section(), 0)) {
        case SectionTransaction.Look.Held _ -> Optional.empty();
        case SectionTransaction.Look.Missing _ ->
            Optional.of(
                sections.isQuarantined(request.section(), request.number())
                    ? Result.SECTION_MISSING
                    : Result.NOT_QUARANTINED);
        case SectionTransaction.Look.Locked(var section, _, _, _, _) ->
            Optional.of(reopen(transaction, section, request));
      };
    }
  }

  private Result reopen(SectionTransaction transaction, Section section, LineRequest request) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    if (!transaction.reopen(request, now)) {
      return Result.NOT_QUARANTINED;
    }
    Optional<Settled> settled =
        settled(transaction, section, request)
            .map(decision -> settle(transaction, section, new Decided(request, decision), now));
    transaction.commit();
    settled.ifPresent(this::show);
    LOG.infof(
        "section %s, number %s: no longer quarantined, %s",
        request.section(),
        request.number(),
        settled
            .map(s -> JournaledDecision.of(s.decided().decision()).state().wireName())
            .orElse("undecided"));
    return Result.REOPENED;
  }

  /** What is to be said of it without asking the rules, if anything. The journal is asked first. */
  private Optional<Decision> settled(
      SectionTransaction transaction, Section section, LineRequest request) {
    if (request instanceof SeatRequested seat) {
      if (transaction.wasDropped(seat)) {
        return Optional.of(new Decision.Withdrawn());
      }
      Optional<RequestNumber> journaled = transaction.live(seat);
      if (journaled.isPresent()) {
        return journaled.map(ReopenQuarantined::duplicateOf);
      }
    }
    // What the line shows as undecided still may be decided already, and not as live.
    return intoLine(section, request)
        .filter(other -> transaction.decided(section, List.of(other)).isEmpty())
        .map(ReopenQuarantined::duplicateOf);
  }

  private static Decision duplicateOf(RequestNumber other) {
    return new Decision.Refused(new Refusal.DuplicateOf(other));
  }

  /** A line that is closed or away is rebuilt from the journal, which has the request. */
  private Optional<RequestNumber> intoLine(Section section, LineRequest request) {
    try {
      return line.reopen(section, request);
    } catch (Line.LineClosedException | Line.LineAwayException e) {
      LOG.debugf("section %s: decided from the journal: %s", section.id(), e.getMessage());
      return Optional.empty();
    }
  }

  private static Settled settle(
      SectionTransaction transaction, Section section, Decided decided, Instant now) {
    Section after = section.nextVersion();
    transaction.write(after, Outcome.of(section, List.of(decided)), now);
    return new Settled(after, decided, now);
  }

  /** The line may show it as quarantined until it is rebuilt; the journal knows better. */
  private void show(Settled settled) {
    try {
      line.update(
          settled.after(),
          List.of(
              LineUpdate.of(
                  settled.decided().request(),
                  JournaledDecision.forLine(settled.decided(), settled.after(), settled.at()))));
    } catch (Line.LineClosedException | Line.LineAwayException e) {
      LOG.debugf("section %s: not shown yet: %s", settled.after().id(), e.getMessage());
    }
  }
}
