package io.sugang.enrollment.operations.application;

import io.sugang.enrollment.config.EnrollmentConfig;
import io.sugang.enrollment.operations.application.LetterJobStore.By;
import io.sugang.enrollment.operations.application.LetterJobStore.Preview;
import io.sugang.enrollment.operations.domain.DeadLetterFilter;
import io.sugang.enrollment.operations.domain.LetterJob;
import io.sugang.enrollment.operations.domain.LetterJobState;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** What operators have done to dead letters. */
@ApplicationScoped
public class LetterJobs {

  private static final Logger LOG = Logger.getLogger(LetterJobs.class);

  private static final List<LetterJobState> NOT_OVER =
      List.of(
          LetterJobState.UNAPPROVED,
          LetterJobState.RUNNING,
          LetterJobState.PAUSED,
          LetterJobState.STOPPED);

  private final LetterJobStore jobs;
  private final RunLetterJobs runner;
  private final EnrollmentConfig config;
  private final Clock clock;

  LetterJobs(LetterJobStore jobs, RunLetterJobs runner, EnrollmentConfig config, Clock clock) {
    this.jobs = jobs;
    this.runner = runner;
    this.config = config;
    this.clock = clock;
  }

  /** Why an operator can't have what they want. */
  public enum Refusal {
    /** There is no such job. */
    UNKNOWN,
    /** The job is in another state. */
    NOT_NOW,
    /** It is their own job. */
    OWN
  }

  /** What replaying these would come to, as far as it can be known without doing it. */
  public Preview preview(DeadLetterFilter which) {
    return jobs.preview(which, stuckBefore());
  }

  /**
   * Makes a job of the letters that a filter lets through; empty if there is none, or others have
   * them in hand.
   *
   * @param kind of {@link LetterJob}
   * @param isUrgent whether no other operator is asked
   */
  public Optional<Long> create(
      String kind, DeadLetterFilter which, int rate, boolean isUrgent, String who, String reason) {
    Optional<Long> job =
        jobs.create(
            kind,
            which,
            rate,
            stuckBefore(),
            letters -> !isUrgent && needsApproval(kind, letters),
            new By(who, reason, clock.instant()));
    if (isUrgent && job.isPresent() && config.approvalFrom() > 0) {
      LOG.errorf("job %d: an operator broke the glass, nobody else was asked", job.get());
    }
    runner.wake();
    return job;
  }

  private boolean needsApproval(String kind, int letters) {
    return config.approvalFrom() > 0
        && (letters >= config.approvalFrom() || kind.equals(LetterJob.DISCARD));
  }

  private Instant stuckBefore() {
    return clock.instant().minus(config.letterLost());
  }

  /** Agrees with another operator's job, which begins. */
  public Optional<Refusal> approve(long id, String who, String reason) {
    Optional<LetterJob> job = jobs.find(id);
    if (job.filter(known -> known.createdBy().equals(who)).isPresent()) {
      return Optional.of(Refusal.OWN);
    }
    By by = new By(who, reason, clock.instant());
    return after(job, jobs.approve(id, clock.instant().minus(config.approvalTime()), by));
  }

  /** Holds up a job that runs. */
  public Optional<Refusal> pause(long id, String who, String reason) {
    return change(
        id, "pause-job", List.of(LetterJobState.RUNNING), LetterJobState.PAUSED, who, reason);
  }

  /** Has a job go on that was held up, or held up itself; it begins with one letter again. */
  public Optional<Refusal> resume(long id, String who, String reason) {
    return change(
        id,
        "resume-job",
        List.of(LetterJobState.PAUSED, LetterJobState.STOPPED),
        LetterJobState.RUNNING,
        who,
        reason);
  }

  /** Ends a job. */
  public Optional<Refusal> cancel(long id, String who, String reason) {
    return change(id, "cancel-job", NOT_OVER, LetterJobState.CANCELLED, who, reason);
  }

  private Optional<Refusal> change(
      long id,
      String action,
      List<LetterJobState> from,
      LetterJobState to,
      String who,
      String reason) {
    By by = new By(who, reason, clock.instant());
    return after(jobs.find(id), jobs.change(id, action, from, to, by));
  }

  /** Has a job that is not over go at another rate. */
  public Optional<Refusal> changeRate(long id, int rate, String who, String reason) {
    By by = new By(who, reason, clock.instant());
    return after(jobs.find(id), jobs.changeRate(id, rate, by));
  }

  private Optional<Refusal> after(Optional<LetterJob> job, boolean isDone) {
    if (job.isEmpty()) {
      return Optional.of(Refusal.UNKNOWN);
    }
    runner.wake();
    return isDone ? Optional.empty() : Optional.of(Refusal.NOT_NOW);
  }
}
