package io.sugang.lifecycle;

import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Does one thing again and again, on a virtual thread of its own, with a rest between two rounds.
 * Whoever has reason to believe that there is something to do wakes it. A round that fails does no
 * harm to the next: it is said once an outage, and tried again after the rest.
 */
public abstract class RecurringDuty implements Duty {

  private static final Logger LOG = Logger.getLogger(RecurringDuty.class);

  /** However short the rest: unless it is woken, a failure is not repeated sooner. */
  private static final Duration AFTER_FAILURE = Duration.ofMillis(500);

  private final String name;
  private final Duration restBefore;
  private final Duration rest;
  private final Turnstile turnstile = new Turnstile();
  private boolean isFailing;
  private volatile Thread thread;

  /** Begins its first round at once. */
  protected RecurringDuty(String name, Duration rest) {
    this(name, rest, Duration.ZERO);
  }

  /**
   * @param rest between the end of a round and the next, 0 or more
   * @param restBefore the first round
   */
  protected RecurringDuty(String name, Duration rest, Duration restBefore) {
    this.name = name;
    this.rest = rest;
    this.restBefore = restBefore;
  }

  /** Does what there is to do now. Called by one thread. */
  protected abstract void round() throws InterruptedException;

  /** Called when it is to stop: the place to break off a wait inside of a round. */
  protected void stopping() {}

  /** Called by its thread after the last round. */
  protected void ended() {}

  /**
   * Says that a round failed.
   *
   * @param again whether the one before had failed, too
   */
  protected void complain(Throwable failure, boolean again) {
    if (again) {
      LOG.debugf("%s still fails: %s", name, failure);
    } else {
      LOG.errorf(failure, "%s failed and is tried again", name);
    }
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final void start() {
    thread = Thread.ofVirtual().name(name).start(this::run);
  }

  private void run() {
    Duration before = restBefore;
    try {
      while (turnstile.awaitTurn(before)) {
        before = oneRound();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (!isStopping()) {
        LOG.errorf("%s ended though nobody stopped it", name);
      }
      ended();
    }
  }

  /** Returns how long to rest. */
  private Duration oneRound() throws InterruptedException {
    try {
      round();
      isFailing = false;
      return rest;
    } catch (RuntimeException | Error e) {
      // A thread that ended would not be missed until it is too late.
      complain(e, isFailing);
      isFailing = true;
      return rest.compareTo(AFTER_FAILURE) > 0 ? rest : AFTER_FAILURE;
    } finally {
      turnstile.leave();
    }
  }

  /** Whether the round before failed; for the round itself. */
  protected final boolean isFailing() {
    return isFailing;
  }

  /** Whether it is to stop; a long round looks here. */
  protected final boolean isStopping() {
    return turnstile.isStopped();
  }

  /** The next round begins now, or when the one in hand has ended. */
  public final void wake() {
    turnstile.wake();
  }

  /**
   * Wakes it, and waits until a round that began after this call has ended.
   *
   * @return false: not in time, or it was stopped
   */
  public final boolean awaitRound(Duration patience) throws InterruptedException {
    return turnstile.awaitRound(patience);
  }

  @Override
  public final void pause() {
    turnstile.pause();
  }

  @Override
  public final void resume() {
    turnstile.resume();
  }

  @Override
  public final void stopSoon() {
    turnstile.stop();
    stopping();
  }

  @Override
  public final boolean stop(Duration patience) throws InterruptedException {
    stopSoon();
    if (thread == null || thread.join(patience)) {
      return true;
    }
    thread.interrupt();
    return false;
  }
}
