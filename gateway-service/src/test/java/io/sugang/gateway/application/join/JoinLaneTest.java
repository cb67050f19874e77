package io.sugang.gateway.application.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sugang.contract.enrollment.Term.Window;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.message.LineRequest;
import io.sugang.contract.message.Traceparent;
import io.sugang.gateway.config.GatewayConfig;
import io.sugang.gateway.domain.ReceiptSeal;
import io.vertx.core.Vertx;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** When batches go; what becomes of their members is {@link JoinBatchTest}'s. */
class JoinLaneTest {

  private static final Vertx VERTX = Vertx.vertx();
  private static final SectionId SECTION = new SectionId("CSE1001-01");
  private static final Instant NOW = Instant.parse("2027-02-10T00:00:00Z");
  private static final Window WINDOW =
      Window.ofEverybody(NOW.minusSeconds(60), NOW.plusSeconds(60));
  private static final Duration LONG = Duration.ofHours(1);

  private final SlowLine line = new SlowLine();

  @AfterAll
  static void close() {
    var unused = VERTX.close();
  }

  @Test
  void whoComesAloneGoesAtOnceAndWhoComesMeanwhileGoTogether() throws Exception {
    JoinLane lane = lane(250, LONG, LONG);
    CompletionStage<JoinAnswer> first = join(lane, 1);
    SlowLine.Call alone = line.next();
    assertThat(alone.commands()).hasSize(1);

    List<CompletionStage<JoinAnswer>> others =
        IntStream.range(2, 50).mapToObj(i -> join(lane, i)).toList();
    assertThat(line.calls).as("one is under way").isEmpty();
    alone.answer();

    assertThat(first.toCompletableFuture().get(10, TimeUnit.SECONDS))
        .isInstanceOf(JoinAnswer.Accepted.class);
    SlowLine.Call together = line.next();
    assertThat(together.commands()).hasSize(48);
    together.answer();
    for (CompletionStage<JoinAnswer> other : others) {
      assertThat(other.toCompletableFuture().get(10, TimeUnit.SECONDS))
          .isInstanceOf(JoinAnswer.Accepted.class);
    }
  }

  @Test
  void aWellFilledBatchWaitsForNoOther() throws Exception {
    JoinLane lane = lane(10, LONG, LONG);
    var unused = join(lane, 1);
    SlowLine.Call silent = line.next();

    IntStream.range(2, 12).forEach(i -> join(lane, i));

    assertThat(line.next().commands()).hasSize(10);
    silent.answer();
  }

  @Test
  void nobodyWaitsLongForABatchThatIsNotAnswered() throws Exception {
    JoinLane lane = lane(250, Duration.ofMillis(1), LONG);
    var unused = join(lane, 1);
    SlowLine.Call silent = line.next();

    unused = join(lane, 2);

    assertThat(line.next().commands()).hasSize(1);
    silent.answer();
  }

  @Test
  void whoWaitedTooLongIsLetInNoMore() throws Exception {
    JoinLane lane = lane(250, LONG, Duration.ofNanos(1));

    assertThat(join(lane, 1).toCompletableFuture().get(10, TimeUnit.SECONDS))
        .isInstanceOf(JoinAnswer.Overloaded.class);
    assertThat(line.calls).isEmpty();
  }

  @Test
  void whileTooManyAreInHandNobodyIsLetIn() {
    JoinLane lane = lane(250, LONG, LONG);
    assertThat(lane.isSaturated()).isFalse();
    IntStream.range(1, 101).forEach(i -> join(lane, i));

    assertThat(lane.isSaturated()).isTrue();

    await()
        .until(
            () -> {
              Optional.ofNullable(line.calls.poll()).ifPresent(SlowLine.Call::answer);
              return !lane.isSaturated();
            });
  }

  private CompletionStage<JoinAnswer> join(JoinLane lane, int student) {
    return lane.join(
        new EnrollCommand(
            new StudentId("20270%05d".formatted(student)),
            SECTION,
            Optional.empty(),
            WINDOW,
            Optional.empty(),
            Traceparent.continueOrStart(null)),
        Runnable::run);
  }

  private JoinLane lane(int wellFilled, Duration patience, Duration deadline) {
    Map<String, Object> values =
        Map.of(
            "batchWellFilled", wellFilled,
            "batchPatience", patience,
            "publishDeadline", deadline,
            "batchesInFlight", 4,
            "unpublishedLimit", 100);
    var config =
        (GatewayConfig)
            Proxy.newProxyInstance(
                GatewayConfig.class.getClassLoader(),
                new Class<?>[] {GatewayConfig.class},
                (_, method, _) -> values.get(method.getName()));
    return new JoinLane(
        VERTX,
        line,
        new Confirmation(line, _ -> CompletableFuture.completedStage(null), (_, _) -> {}, 1000),
        new JoinAnswers(new ReceiptSeal(new byte[32])),
        config,
        new SimpleMeterRegistry());
  }

  /** Answers when it is told to. */
  private static final class SlowLine implements Line {

    private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();

    record Call(List<EnrollCommand> commands, CompletableFuture<List<Reply>> replies) {
      void answer() {
        replies.complete(
            commands.stream()
                .<Reply>map(
                    command ->
                        new Reply.InLine(
                            Novelty.JOINED,
                            new RequestNumber(
                                (1L << 40)
                                    + Long.parseLong(command.student().value().substring(5))),
                            OptionalLong.of(0),
                            NOW,
                            true,
                            Optional.empty()))
                .toList());
      }
    }

    Call next() throws InterruptedException {
      Call call = calls.poll(10, TimeUnit.SECONDS);
      assertThat(call).as("a batch").isNotNull();
      return call;
    }

    @Override
    public CompletionStage<List<Reply>> join(
        SectionId section, Window window, List<EnrollCommand> commands) {
      var replies = new CompletableFuture<List<Reply>>();
      calls.add(new Call(commands, replies));
      return replies;
    }

    @Override
    public CompletionStage<Void> note(Collection<LineRequest> requests) {
      return CompletableFuture.completedStage(null);
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
    public CompletionStage<Boolean> isOpen() {
      throw new UnsupportedOperationException();
    }
  }
}
