package io.sugang.gateway.application.join;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sugang.contract.enrollment.Term.Window;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.gateway.config.GatewayConfig;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The whole way that a request for a seat takes, with a lane of its own, to be rehearsed. */
@Singleton
public class JoinRehearsal {

  /** Open from the first second of 1970 on. */
  private static final Window ALWAYS =
      Window.ofEverybody(Instant.ofEpochSecond(1), Instant.ofEpochSecond(Integer.MAX_VALUE));

  private final JoinLine joinLine;
  private final JoinLane stage;

  JoinRehearsal(
      Vertx vertx,
      @Rehearsed Line line,
      @Rehearsed RequestPublisher publisher,
      JoinLane stage,
      JoinAnswers answers,
      EventLoops loops,
      Clock clock,
      GatewayConfig config) {
    var meters = new SimpleMeterRegistry();
    var confirmation = new Confirmation(line, publisher, (_, _) -> {}, config);
    this.joinLine =
        new JoinLine(
            line,
            new JoinLane(vertx, line, confirmation, answers, config, meters),
            loops,
            new OpenToAll(),
            new JoinMeters(meters),
            clock);
    this.stage = stage;
  }

  /** Where nobody is kept out, and nothing is kept. */
  public JoinLine joinLine() {
    return joinLine;
  }

  /** Whether nobody joins a real line at this moment. */
  public boolean isStageFree() {
    return stage.isIdle();
  }

  /** Knows every student and section. */
  private static final class OpenToAll implements Windows {
    @Override
    public CompletionStage<StudentWindow.Found> find(
        StudentId student, SectionId section, Instant at) {
      return CompletableFuture.completedFuture(new StudentWindow.Found.Known(ALWAYS));
    }

    @Override
    public CompletionStage<StudentWindow.Found> findOnWriter(
        StudentId student, SectionId section, Instant at) {
      return find(student, section, at);
    }

    @Override
    public CompletionStage<Optional<JoinAnswer>> whyNotFor(SectionId section, SectionId source) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
  }
}
