package io.sugang.enrollment.database;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Supplier;

/** Questions to the reader endpoint that wait for it only so long. */
public final class ReaderSession {

  private ReaderSession() {}

  /**
   * Asks in a session of its own. One that is not answered in time fails with a {@link
   * TimeoutException}; its session is closed when its connection is, which may be much later, and
   * nobody waits for that.
   */
  public static <T> Uni<T> ask(Duration patience, Supplier<Uni<T>> question) {
    return Uni.createFrom()
        .deferred(
            () -> {
              Context context = Vertx.currentContext();
              Uni<T> answer = Panache.withSession("reader", question);
              return Uni.createFrom()
                  .<T>emitter(
                      to -> {
                        var unused = answer.subscribe().with(to::complete, to::fail);
                      })
                  .ifNoItem()
                  .after(patience)
                  .fail()
                  .emitOn(command -> context.runOnContext(_ -> command.run()));
            });
  }
}
