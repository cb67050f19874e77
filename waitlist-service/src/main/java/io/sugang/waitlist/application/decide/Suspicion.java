package io.sugang.waitlist.application.decide;

import io.sugang.contract.id.RequestNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How far it is known what makes a section's batches fail. Used by one thread at a time. */
final class Suspicion {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final int LONGEST_PAUSE_DOUBLINGS = 6;

  private final Instant firstFailed;
  private int allFailures;
  private Instant since;
  private int failures;
  private int size;
  private int suspects;
  private Culprit culprit;

  /** Who does the harm. */
  sealed interface Culprit {
    /** Somebody on the waitlist who can't be given a seat. */
    record Promotion(RequestNumber wonBy) implements Culprit {}

    /** A request of the line. */
    record Request(RequestNumber number) implements Culprit {}
  }

  Suspicion(Instant since) {
    this.firstFailed = since;
    this.since = since;
  }

  /**
   * How often a request was tried.
   *
   * @param attempts 1 or more
   * @param firstFailed when it failed first
   */
  record Tries(int attempts, Instant firstFailed) {}

  /** Tries of whoever is under suspicion. */
  Tries tries() {
    return new Tries(Math.max(1, allFailures), firstFailed);
  }

  /** Notes a failure; returns how many there were since the suspicion began. */
  int failed(Instant now) {
    if (failures == 0) {
      since = now;
    }
    allFailures++;
    return ++failures;
  }

  /** For how long it has failed. */
  Duration lasts(Instant now) {
    return Duration.between(since, now);
  }

  /** How long to wait before the next try: from 0.1 to 6.4 s. */
  Duration pause() {
    return FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, LONGEST_PAUSE_DOUBLINGS));
  }

  /** Whether batches are taken apart. */
  boolean takesApart() {
    return size > 0;
  }

  /** How many requests a batch may have. */
  int size() {
    return size;
  }

  Optional<Culprit> culprit() {
    return Optional.ofNullable(culprit);
  }

  /**
   * Draws a conclusion from a failure that will not pass.
   *
   * @return false if there is none: nothing that the batch held can be at fault
   */
  boolean narrow(BatchFailedException failure) {
    int tried = failure.requests().size();
    if (culprit != null) {
      // Not even taking it out works.
      return false;
    }
    if (!takesApart()) {
      size = Math.max(1, tried);
    } else if (tried == 0 && failure.promoted().size() == 1) {
      culprit = new Culprit.Promotion(failure.promoted().getFirst());
    } else if (tried == 1) {
      culprit = new Culprit.Request(failure.requests().getFirst());
    } else if (tried > 1) {
      size = tried / 2;
    } else {
      return false;
    }
    suspects = tried;
    return true;
  }

  /** The culprit is taken out; the next failure is a new one. */
  void isolated() {
    culprit = null;
    failures = 0;
  }

  /** A part went well; once nobody is suspected any more, the next is larger. */
  void decided(int requests) {
    suspects -= requests;
    if (suspects <= 0) {
      failures = 0;
    }
    if (failures == 0) {
      size = 2 * size;
    }
  }
}
