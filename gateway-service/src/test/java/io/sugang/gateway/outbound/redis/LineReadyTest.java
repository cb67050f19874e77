package io.sugang.gateway.outbound.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.sugang.contract.enrollment.Term.Window;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.message.LineRequest;
import io.sugang.gateway.application.LineAwayException;
import io.sugang.gateway.application.join.DropCommand;
import io.sugang.gateway.application.join.EnrollCommand;
import io.sugang.gateway.application.join.Line;
import io.sugang.gateway.config.GatewayConfig;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

/** A gateway that can't reach the line is taken out of service; one whose line is closed is not. */
class LineReadyTest {

  private final SilentLine line = new SilentLine();
  private final LineReady ready =
      new LineReady(
          line,
          new SmallRyeConfigBuilder()
              .withConverter(Duration.class, 200, new DurationConverter())
              .withMapping(GatewayConfig.class)
              .withDefaultValue("sugang.gateway.line-silence", "0S")
              .build()
              .getConfigMapping(GatewayConfig.class));

  @Test
  void anOpenLineIsReady() {
    line.answer = CompletableFuture.completedStage(true);
    ready.round();

    assertThat(ready.call().getStatus()).isEqualTo(Status.UP);
    assertThat(ready.call().getData().orElseThrow()).containsEntry("open", true);
  }

  @Test
  void aClosedLineIsClosedForAll() {
    line.answer = CompletableFuture.completedStage(false);
    ready.round();

    assertThat(ready.call().getStatus()).isEqualTo(Status.UP);
    assertThat(ready.call().getData().orElseThrow()).containsEntry("open", false);
  }

  @Test
  void aSilentLineIsNotReadyUntilItAnswers() {
    line.answer = CompletableFuture.failedStage(new LineAwayException("silence", null));
    ready.round();
    assertThat(ready.call().getStatus()).isEqualTo(Status.DOWN);

    line.answer = CompletableFuture.completedStage(true);
    ready.round();
    assertThat(ready.call().getStatus()).isEqualTo(Status.UP);
  }

  /** A line that is only asked whether it is open. */
  private static final class SilentLine implements Line {

    private CompletionStage<Boolean> answer;

    @Override
    public CompletionStage<Boolean> isOpen() {
      return answer;
    }

    @Override
    public CompletionStage<List<Reply>> join(
        SectionId section, Window window, List<EnrollCommand> commands) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Optional<Holding>> holding(StudentId student, SectionId section) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Reply> drop(DropCommand command) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Boolean> claim(
        StudentId student, String idempotencyKey, String fingerprint) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Void> note(Collection<LineRequest> requests) {
      throw new UnsupportedOperationException();
    }
  }
}
