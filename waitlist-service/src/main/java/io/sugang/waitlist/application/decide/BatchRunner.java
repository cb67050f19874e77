package io.sugang.waitlist.application.decide;

import io.sugang.contract.id.SectionId;
import io.sugang.waitlist.application.WaitlistMeters;
import io.sugang.waitlist.config.WaitlistConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Runs a section's batches. One that fails again and again is taken apart: the waitlist is served
 * one by one, the requests are halved, until whoever does the harm stands alone and is taken out.
 * What passes by itself, such as a lost connection or a deadlock, takes nobody out.
 */
@ApplicationScoped
public class BatchRunner {

  private static final Logger LOG = Logger.getLogger(BatchRunner.class);

  private static final Duration BETWEEN_WARNINGS = Duration.ofSeconds(5);

  private final AdmitBatch admitBatch;
  private final BatchReport report;
  private final WaitlistMeters meters;
  private final WaitlistConfig config;
  private final Clock clock;

  private volatile Instant quietUntil = Instant.EPOCH;
  private volatile boolean isLineClosed;

  /** Sections whose batches fail, or did a moment ago. */
  private final ConcurrentMap<SectionId, Suspicion> suspicions = new ConcurrentHashMap<>();

  BatchRunner(
      AdmitBatch admitBatch,
      BatchReport report,
      WaitlistMeters meters,
      WaitlistConfig config,
      Clock clock) {
    this.admitBatch = admitBatch;
    this.report = report;
    this.meters = meters;
    this.config = config;
    this.clock = clock;
  }

  /** What is to be done next with the section. */
  public sealed interface Next {
    /** There may be more to decide. */
    record Again() implements Next {}

    /**
     * Whoever waited was decided in so long; more may come. It is to be left alone for a moment.
     */
    record Soon(Duration batch) implements Next {}

    /** Nobody waits, or whoever reopens the line wakes the section. */
    record Rest() implements Next {}

    /** It is to be left alone for so long, and looked at again. */
    record Later(Duration pause) implements Next {}
  }

  /**
   * Runs one batch. Used by one thread a section at a time.
   *
   * @param elsewhere is given sections of which the batch released seats
   */
  public Next run(SectionId section, Consumer<Set<SectionId>> elsewhere) {
    Instant begun = clock.instant();
    Suspicion suspicion = suspicions.get(section);
    try {
      return switch (meters.timeBatch(() -> batch(section))) {
        case AdmitBatch.Result.Empty _ -> new Next.Rest();
        case AdmitBatch.Result.Busy _ -> new Next.Later(atMost(config.busyRetry()));
        case AdmitBatch.Result.Done done -> {
          report.committed(
              section,
              done,
              begun,
              suspicion == null ? new Suspicion.Tries(1, begun) : suspicion.tries());
          elsewhere.accept(released(done));
          yield next(done, begun);
        }
      };
    } catch (Line.LineClosedException e) {
      isLineClosed = true;
      return new Next.Rest();
    } catch (Line.LineAwayException | SectionStore.TryAgainException e) {
      warn(section, e);
      return new Next.Later(config.failureRetry());
    } catch (BatchFailedException e) {
      return failed(section, e);
    } catch (RuntimeException e) {
      LOG.errorf(e, "section %s can't be looked at; it is tried again", section);
      return new Next.Later(config.failureRetry());
    }
  }

  private static Set<SectionId> released(AdmitBatch.Result.Done done) {
    return done.outcome().givenUp().stream()
        .map(given -> given.seat().section())
        .collect(Collectors.toSet());
  }

  /**
   * All lines were looked at.
   *
   * @param isOpen whether they are open and whole
   */
  public void lineWasFound(boolean isOpen) {
    isLineClosed = !isOpen;
  }

  /** Whether a line was found closed, and not all were found open since. */
  public boolean isLineClosed() {
    return isLineClosed;
  }

  private Next next(AdmitBatch.Result.Done done, Instant begun) {
    if (!done.isShown()) {
      return new Next.Later(config.failureRetry());
    }
    int decided = done.outcome().decided().size();
    return decided == 0 || decided >= config.batchSize()
        ? new Next.Again()
        : new Next.Soon(Duration.between(begun, clock.instant()));
  }

  private AdmitBatch.Result batch(SectionId section) {
    Suspicion suspicion = suspicions.get(section);
    return suspicion == null || !suspicion.takesApart()
        ? unsuspected(section, admitBatch.run(section, config.batchSize()))
        : part(section, suspicion);
  }

  private AdmitBatch.Result unsuspected(SectionId section, AdmitBatch.Result result) {
    if (!(result instanceof AdmitBatch.Result.Busy)) {
      suspicions.remove(section);
    }
    return result;
  }

  /** Takes the culprit out if it is known, else serves one of the waitlist, else decides a part. */
  private AdmitBatch.Result part(SectionId section, Suspicion suspicion) {
    if (suspicion.culprit().isPresent()) {
      AdmitBatch.Result isolated = isolate(section, suspicion.culprit().get());
      if (isolated instanceof AdmitBatch.Result.Busy) {
        return isolated;
      }
      suspicion.isolated();
      if (isolated instanceof AdmitBatch.Result.Done) {
        return isolated;
      }
    }
    AdmitBatch.Result served = admitBatch.serveOne(section);
    if (!(served instanceof AdmitBatch.Result.Empty)) {
      return served;
    }
    AdmitBatch.Result decided = admitBatch.decideOnly(section, suspicion.size());
    if (decided instanceof AdmitBatch.Result.Done done) {
      suspicion.decided(done.outcome().decided().size());
    }
    return suspicion.size() >= config.batchSize() || decided instanceof AdmitBatch.Result.Empty
        ? unsuspected(section, decided)
        : decided;
  }

  private AdmitBatch.Result isolate(SectionId section, Suspicion.Culprit culprit) {
    return switch (culprit) {
      case Suspicion.Culprit.Promotion(var wonBy) -> admitBatch.setAside(section, wonBy);
      case Suspicion.Culprit.Request(var number) -> admitBatch.quarantine(section, number);
    };
  }

  private Next failed(SectionId section, BatchFailedException e) {
    Instant now = clock.instant();
    Suspicion suspicion = suspicions.get(section);
    if (suspicion == null) {
      suspicion = new Suspicion(now);
      suspicions.put(section, suspicion);
      LOG.warnf(
          e.isOfTheDatabase() ? null : e.getCause(),
          "batch of section %s, %d requests, fails: %s",
          section,
          e.requests().size(),
          e.getMessage());
    }
    boolean isOver =
        suspicion.failed(now) >= config.failureTries()
            || suspicion.lasts(now).compareTo(config.failurePatience()) >= 0;
    if (!e.isLasting() && !isOver) {
      return new Next.Later(suspicion.pause());
    }
    return suspicion.narrow(e) ? new Next.Again() : new Next.Later(suspicion.pause());
  }

  /** An outage hits every section twice a second; one line in a while says it all. */
  private void warn(SectionId section, RuntimeException e) {
    Instant now = clock.instant();
    if (now.isBefore(quietUntil)) {
      LOG.debugf("batch of section %s: %s", section, e.getMessage());
    } else {
      quietUntil = now.plus(BETWEEN_WARNINGS);
      LOG.warnf("batch of section %s: %s; it is tried again", section, e.getMessage());
    }
  }

  private static Duration atMost(Duration pause) {
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(1, pause.toMillis() + 1));
  }
}
