package io.sugang.gateway.application.join;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.common.vertx.VertxContext;
import io.sugang.contract.message.RequestsAccepted;
import io.sugang.gateway.application.GatewayMetric;
import io.sugang.gateway.application.join.JoinBatch.Member;
import io.sugang.gateway.config.GatewayConfig;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * This gateway's way into the lines. A batch costs Redis, SQS and the workers much the same
 * whatever it holds. So commands that come while a batch is under way make up the next one, and
 * batches grow with the load instead of their number; one that comes alone goes at once. A batch
 * that is well filled, or waited for long, does not wait for those before.
 */
@ApplicationScoped
class JoinLane {

  /** All that goes on in the lane goes on here. */
  private final Context loop;

  private final Line line;
  private final Confirmation confirmation;
  private final JoinAnswers answers;
  private final GatewayConfig config;
  private final Queue<Member> gathered = new ConcurrentLinkedQueue<>();
  private final AtomicInteger gatheredCount = new AtomicInteger();
  private final AtomicInteger inHand = new AtomicInteger();
  private final AtomicBoolean isCalled = new AtomicBoolean();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private int underWay;
  private boolean isPatient;
  private volatile boolean isClosing;

  JoinLane(
      Vertx vertx,
      Line line,
      Confirmation confirmation,
      JoinAnswers answers,
      GatewayConfig config,
      MeterRegistry meters) {
    this.loop = VertxContext.getRootContext(vertx.getOrCreateContext());
    this.line = line;
    this.confirmation = confirmation;
    this.answers = answers;
    this.config = config;
    meters.gauge(GatewayMetric.PUBLISH_UNCONFIRMED.id(), inHand);
  }

  /** Whether more is in hand than this gateway may hold; then nobody should join. */
  boolean isSaturated() {
    return inHand.get() >= config.unpublishedLimit();
  }

  /** Whether nobody waits here. */
  boolean isIdle() {
    return inHand.get() == 0;
  }

  /**
   * Joins. Called on any thread.
   *
   * @param origin where it completes
   */
  CompletionStage<JoinAnswer> join(JoinCommand command, Executor origin) {
    inHand.incrementAndGet();
    var member = new Member(command, new CompletableFuture<>(), origin, System.nanoTime());
    gatheredCount.incrementAndGet();
    gathered.add(member);
    call();
    return member.answer().whenComplete((_, _) -> left());
  }

  /** Once for all that come meanwhile; behind those that this turn of the loop reads. */
  private void call() {
    if (isCalled.compareAndSet(false, true)) {
      loop.runOnContext(_ -> go());
    }
  }

  private void left() {
    if (inHand.decrementAndGet() == 0 && isClosing) {
      closed.complete(null);
    }
  }

  private void go() {
    isCalled.set(false);
    while (!gathered.isEmpty() && underWay < mayBeUnderWay()) {
      List<Member> batch = next();
      if (!batch.isEmpty()) {
        underWay++;
        var unused =
            new JoinBatch(batch, line, confirmation, answers)
                .run(task -> loop.runOnContext(_ -> task.run()))
                .whenComplete((_, _) -> loop.runOnContext(_ -> done()));
      }
    }
    if (!gathered.isEmpty() && !isPatient) {
      isPatient = true;
      loop.owner().setTimer(config.batchPatience().toMillis() + 1, _ -> patienceEnds());
    }
  }

  private int mayBeUnderWay() {
    return gatheredCount.get() >= config.batchWellFilled()
            || hasWaited(gathered.peek(), config.batchPatience())
        ? config.batchesInFlight()
        : 1;
  }

  /** The next batch; who waited for too long is sent away. */
  private List<Member> next() {
    var batch = new ArrayList<Member>(RequestsAccepted.MAX_REQUESTS);
    while (batch.size() < RequestsAccepted.MAX_REQUESTS) {
      Member member = gathered.poll();
      if (member == null) {
        break;
      }
      gatheredCount.decrementAndGet();
      if (hasWaited(member, config.publishDeadline())) {
        member.origin().execute(() -> member.answer().complete(new JoinAnswer.Overloaded()));
      } else {
        batch.add(member);
      }
    }
    return batch;
  }

  private static boolean hasWaited(Member member, Duration time) {
    return System.nanoTime() - member.since() >= time.toNanos();
  }

  private void done() {
    underWay--;
    go();
  }

  private void patienceEnds() {
    isPatient = false;
    go();
  }

  /** Who waits gets an answer before the gateway goes. */
  void close(@Observes ShutdownEvent event) {
    isClosing = true;
    if (inHand.get() > 0) {
      var unused =
          closed
              .completeOnTimeout(null, config.publishDeadline().toMillis(), TimeUnit.MILLISECONDS)
              .join();
    }
  }
}
