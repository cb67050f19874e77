package io.sugang.gateway.application.join;

import io.sugang.contract.message.RequestsAccepted;
import io.sugang.gateway.application.join.JoinBatch.Member;
import io.sugang.gateway.config.GatewayConfig;
import io.vertx.core.Context;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * The way into the lines for the calls of one event loop. A batch costs Redis, SQS and the workers
 * much the same whatever it holds. So commands that come while a batch is under way make up the
 * next one, and batches grow with the load instead of their number; one that comes alone goes at
 * once. A batch that is well filled, or waited for long, does not wait for those before.
 */
final class JoinLane {

  private final Context loop;
  private final Function<List<Member>, JoinBatch> batches;
  private final GatewayConfig config;
  private final Deque<Member> gathered = new ArrayDeque<>();
  private Thread thread;
  private int underWay;
  private boolean isGoing;
  private boolean isPatient;

  /**
   * @param loop of which all that the lane keeps is used, and members are answered
   */
  JoinLane(Context loop, Function<List<Member>, JoinBatch> batches, GatewayConfig config) {
    this.loop = loop;
    this.batches = batches;
    this.config = config;
  }

  /** Called on any thread; completes on the event loop. */
  CompletionStage<JoinAnswer> join(JoinCommand command) {
    var member = new Member(command, new CompletableFuture<>(), System.nanoTime());
    if (Thread.currentThread() == thread) {
      add(member);
    } else {
      loop.runOnContext(_ -> add(member));
    }
    return member.answer();
  }

  private void add(Member member) {
    thread = Thread.currentThread();
    gathered.add(member);
    if (!isGoing) {
      isGoing = true;
      // Behind all others that this turn of the loop read from its connections.
      loop.runOnContext(_ -> go());
    }
  }

  private void go() {
    isGoing = false;
    while (!gathered.isEmpty() && underWay < mayBeUnderWay()) {
      List<Member> batch = next();
      if (!batch.isEmpty()) {
        underWay++;
        var unused =
            batches
                .apply(batch)
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
    return gathered.size() >= config.batchWellFilled()
            || hasWaited(gathered.peek(), config.batchPatience())
        ? config.batchesInFlight()
        : 1;
  }

  private List<Member> next() {
    var batch = new ArrayList<Member>(Math.min(gathered.size(), RequestsAccepted.MAX_REQUESTS));
    while (!gathered.isEmpty() && batch.size() < RequestsAccepted.MAX_REQUESTS) {
      Member member = gathered.poll();
      if (hasWaited(member, config.publishDeadline())) {
        member.answer().complete(new JoinAnswer.Overloaded());
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
}
