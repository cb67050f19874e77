package io.sugang.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecurringDutyTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration NEVER = Duration.ofDays(1);

  private final List<Duty> started = new ArrayList<>();

  @AfterEach
  void stopAll() throws InterruptedException {
    for (Duty duty : started) {
      var unused = duty.stop(PATIENCE);
    }
  }

  /** Counts its rounds. */
  private static class Counting extends RecurringDuty {

    final AtomicInteger rounds = new AtomicInteger();
    final AtomicBoolean isEnded = new AtomicBoolean();

    Counting(Duration rest, Duration restBefore) {
      super("count", rest, restBefore);
    }

    @Override
    protected void round() throws InterruptedException {
      rounds.incrementAndGet();
    }

    @Override
    protected void ended() {
      isEnded.set(true);
    }
  }

  private <T extends Duty> T start(T duty) {
    started.add(duty);
    duty.start();
    return duty;
  }

  @Test
  void itGoesOnByItself() throws InterruptedException {
    var enough = new CountDownLatch(3);
    start(
        new Counting(Duration.ofMillis(1), Duration.ZERO) {
          @Override
          protected void round() {
            enough.countDown();
          }
        });

    assertThat(enough.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void whoWakesItNeedsNotWaitForItsRest() throws InterruptedException {
    var duty = start(new Counting(NEVER, NEVER));

    assertThat(duty.awaitRound(PATIENCE)).isTrue();
    assertThat(duty.awaitRound(PATIENCE)).isTrue();

    assertThat(duty.rounds).hasValue(2);
  }

  @Test
  void beingWokenDuringARoundMakesAnotherOne() throws InterruptedException {
    var begun = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    var duty =
        start(
            new Counting(NEVER, Duration.ZERO) {
              @Override
              protected void round() throws InterruptedException {
                super.round();
                begun.countDown();
                goOn.await();
              }
            });
    begun.await();

    assertThat(duty.awaitRound(Duration.ofMillis(1))).as("the one in hand is not enough").isFalse();
    goOn.countDown();

    assertThat(duty.awaitRound(PATIENCE)).isTrue();
    assertThat(duty.rounds).hasValueGreaterThanOrEqualTo(2);
  }

  @Test
  void aFailureIsSaidOnceAnOutageAndHarmsNoOtherRound() throws InterruptedException {
    var isOut = new AtomicBoolean(true);
    var said = new ArrayList<Boolean>();
    var duty =
        start(
            new Counting(NEVER, NEVER) {
              @Override
              protected void round() throws InterruptedException {
                super.round();
                if (isOut.get()) {
                  throw new IllegalStateException("outage");
                }
              }

              @Override
              protected void complain(Throwable failure, boolean again) {
                said.add(again);
              }
            });

    assertThat(duty.awaitRound(PATIENCE)).isTrue();
    assertThat(duty.awaitRound(PATIENCE)).isTrue();
    isOut.set(false);
    assertThat(duty.awaitRound(PATIENCE)).isTrue();
    isOut.set(true);
    assertThat(duty.awaitRound(PATIENCE)).isTrue();

    assertThat(said).containsExactly(false, true, false);
  }

  @Test
  void aPausedDutyBeginsNothingUntilItIsResumed() throws InterruptedException {
    var duty = new Counting(Duration.ZERO, Duration.ZERO);
    duty.pause();
    start(duty);

    assertThat(duty.awaitRound(Duration.ofMillis(50))).isFalse();
    assertThat(duty.rounds).hasValue(0);
    duty.resume();

    assertThat(duty.awaitRound(PATIENCE)).isTrue();
  }

  @Test
  void stoppingWaitsForTheRoundInHand() throws InterruptedException {
    var begun = new CountDownLatch(1);
    var isDone = new AtomicBoolean();
    var isToldToStop = new CountDownLatch(1);
    var duty =
        start(
            new Counting(NEVER, Duration.ZERO) {
              @Override
              protected void round() throws InterruptedException {
                begun.countDown();
                isToldToStop.await();
                isDone.set(isStopping());
              }

              @Override
              protected void stopping() {
                isToldToStop.countDown();
              }
            });
    begun.await();

    assertThat(duty.stop(PATIENCE)).isTrue();

    assertThat(isDone).isTrue();
    assertThat(duty.isEnded).isTrue();
    assertThat(duty.awaitRound(PATIENCE)).as("there are no more").isFalse();
  }

  @Test
  void aRoundThatLastsTooLongIsBrokenOff() throws InterruptedException {
    var begun = new CountDownLatch(1);
    var isInterrupted = new CountDownLatch(1);
    var duty =
        start(
            new Counting(NEVER, Duration.ZERO) {
              @Override
              protected void round() throws InterruptedException {
                begun.countDown();
                try {
                  new CountDownLatch(1).await();
                } finally {
                  isInterrupted.countDown();
                }
              }
            });
    begun.await();

    assertThat(duty.stop(Duration.ofMillis(10))).isFalse();

    assertThat(isInterrupted.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void oneThatNeverBeganStopsAtOnce() throws InterruptedException {
    assertThat(new Counting(NEVER, NEVER).stop(Duration.ZERO)).isTrue();
  }
}
