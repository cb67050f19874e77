package io.sugang.gateway.application.join;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.common.vertx.VertxContext;
import io.sugang.gateway.application.GatewayMetric;
import io.sugang.gateway.config.GatewayConfig;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A lane for each event loop, and all that is in hand on them. */
@ApplicationScoped
class JoinLanes {

  private final Vertx vertx;
  private final Line line;
  private final Confirmation confirmation;
  private final JoinAnswers answers;
  private final GatewayConfig config;
  private final ConcurrentMap<Optional<Thread>, JoinLane> lanes = new ConcurrentHashMap<>();
  private final AtomicInteger inHand = new AtomicInteger();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private volatile boolean isClosing;

  JoinLanes(
      Vertx vertx,
      Line line,
      Confirmation confirmation,
      JoinAnswers answers,
      GatewayConfig config,
      MeterRegistry meters) {
    this.vertx = vertx;
    this.line = line;
    this.confirmation = confirmation;
    this.answers = answers;
    this.config = config;
    meters.gauge(GatewayMetric.PUBLISH_UNCONFIRMED.id(), inHand);
  }

  /** The lane of the event loop that asks; who asks elsewhere shares one. */
  JoinLane ofThisLoop() {
    Optional<Thread> thisLoop =
        Context.isOnEventLoopThread() ? Optional.of(Thread.currentThread()) : Optional.empty();
    return lanes.computeIfAbsent(thisLoop, _ -> lane());
  }

  private JoinLane lane() {
    return new JoinLane(
        VertxContext.getRootContext(vertx.getOrCreateContext()),
        members -> new JoinBatch(members, line, confirmation, answers),
        config);
  }

  /** Joins by a lane, and counts who is in hand. */
  CompletionStage<JoinAnswer> join(JoinLane lane, JoinCommand command) {
    inHand.incrementAndGet();
    return lane.join(command)
        .whenComplete(
            (_, _) -> {
              if (inHand.decrementAndGet() == 0 && isClosing) {
                closed.complete(null);
              }
            });
  }

  /** Whether more is in hand than this gateway may hold; then nobody should join. */
  boolean isSaturated() {
    return inHand.get() >= config.unpublishedLimit();
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
