package io.sugang.waitlist.application.operate;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.message.EnrollRequested;
import io.sugang.contract.message.LineRequest;
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
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Has a quarantined request decided after all: it is undecided again, at its own number, and
 * therefore next. If its student has asked for the section again meanwhile, that request counts,
 * and this one ends as its duplicate.
 */
@ApplicationScoped
public class ReopenQuarantined {

  private static final Logger LOG = Logger.getLogger(ReopenQuarantined.class);

  private final SectionStore sections;
  private final Line line;
  private final WaitlistConfig config;
  private final Clock clock;

  /** What became of it. */
  public enum Result {
    /** It is undecided, or decided as a duplicate. */
    REOPENED,
    /** It was not quarantined, or is not any more. */
    NOT_QUARANTINED,
    /** It stays quarantined: its section does not exist. */
    SECTION_MISSING
  }

  /** What the line is to show after the commit. */
  private record Duplicate(Section after, Decided decided, Instant at) {}

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
    long begun = System.nanoTime();
    Optional<Result> result = attempt(request);
    while (result.isEmpty()) {
      if (Duration.ofNanos(System.nanoTime() - begun).compareTo(config.batchTimeout()) > 0) {
        throw new IllegalStateException(
            "section %s is being decided on".formatted(request.section()));
      }
      TimeUnit.NANOSECONDS.sleep(config.busyRetry().toNanos());
      result = attempt(request);
    }
    return result.get();
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
        case SectionTransaction.Look.Locked(var section, _, _) ->
            Optional.of(reopen(transaction, section, request));
      };
    }
  }

  private Result reopen(SectionTransaction transaction, Section section, LineRequest request) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    if (!transaction.reopen(request, now)) {
      return Result.NOT_QUARANTINED;
    }
    Optional<Duplicate> duplicate =
        other(transaction, section, request)
            .map(other -> refuse(transaction, section, request, other, now));
    transaction.commit();
    duplicate.ifPresent(this::show);
    LOG.infof(
        "section %s, number %s: %s",
        request.section(),
        request.number(),
        duplicate.isPresent() ? "a duplicate, no longer quarantined" : "reopened");
    return Result.REOPENED;
  }

  /** Another request of the student for the section that counts. The journal is asked first. */
  private Optional<RequestNumber> other(
      SectionTransaction transaction, Section section, LineRequest request) {
    Optional<RequestNumber> journaled =
        request instanceof EnrollRequested enroll ? transaction.live(enroll) : Optional.empty();
    return journaled.isPresent() ? journaled : intoLine(section, request);
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

  private static Duplicate refuse(
      SectionTransaction transaction,
      Section section,
      LineRequest request,
      RequestNumber other,
      Instant now) {
    var decided = new Decided(request, new Decision.Refused(new Refusal.DuplicateOf(other)));
    Section after = section.nextVersion();
    transaction.write(after, Outcome.of(section, List.of(decided)), now);
    return new Duplicate(after, decided, now);
  }

  /** The line may show it as quarantined until it is rebuilt; the journal knows better. */
  private void show(Duplicate duplicate) {
    try {
      line.update(
          duplicate.after(),
          List.of(
              LineUpdate.of(
                  duplicate.decided().request(),
                  JournaledDecision.forLine(
                      duplicate.decided(), duplicate.after(), duplicate.at()))));
    } catch (Line.LineClosedException | Line.LineAwayException e) {
      LOG.debugf("section %s: not shown yet: %s", duplicate.after().id(), e.getMessage());
    }
  }
}
