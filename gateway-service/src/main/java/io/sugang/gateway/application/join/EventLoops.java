package io.sugang.gateway.application.join;

import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;

/** The event loops, as executors: what is handed to one by itself runs at once. */
@ApplicationScoped
class EventLoops {

  private final Vertx vertx;
  private final ConcurrentMap<Thread, Executor> byThread = new ConcurrentHashMap<>();

  EventLoops(Vertx vertx) {
    this.vertx = vertx;
  }

  /** The event loop that asks; for any other thread, whichever runs what it is handed. */
  Executor current() {
    Thread thread = Thread.currentThread();
    return Context.isOnEventLoopThread()
        ? byThread.computeIfAbsent(
            thread, _ -> new Loop(VertxContext.getRootContext(vertx.getOrCreateContext()), thread))
        : Runnable::run;
  }

  private record Loop(Context context, Thread thread) implements Executor {
    @Override
    public void execute(Runnable task) {
      if (Thread.currentThread() == thread) {
        task.run();
      } else {
        context.runOnContext(_ -> task.run());
      }
    }
  }
}
