package io.sugang.waitlist.application.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sugang.contract.id.SectionId;
import io.sugang.waitlist.config.Defaults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A section that is passed on is a hint: nothing waits for a worker that does not take it. */
class FleetTest {

  private static final List<SectionId> SECTIONS =
      IntStream.range(0, 20).mapToObj("CSE%04d-01"::formatted).map(SectionId::new).toList();

  private final FakeChannel channel = new FakeChannel();
  private final Fleet fleet = new Fleet(channel, Defaults.CONFIG);
  private final List<SectionId> mine = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() {
    fleet.stopSoon();
  }

  @Test
  void aloneItDoesAllItself() {
    fleet.share(SECTIONS, mine::add);

    assertThat(mine).hasSize(20);
  }

  @Test
  void eachSectionGoesToTheWorkerThatPrefersIt() {
    knowing("me", "other");

    fleet.share(SECTIONS, mine::add);

    assertThat(mine).isNotEmpty().allMatch(fleet::isMine);
    assertThat(channel.passed).isNotEmpty().noneMatch(fleet::isMine);
    assertThat(mine.size() + channel.passed.size()).isEqualTo(20);
  }

  @Test
  void whatIsNotTakenItDoesItself() {
    knowing("me", "other");
    channel.answer = new CompletableFuture<>();

    fleet.share(SECTIONS, mine::add);

    await().until(() -> mine.size() == 20);
  }

  /** A busy worker answers late; were its sections worked on twice, all would be busier still. */
  @Test
  void whoTookTheLastOnesIsWaitedForLonger() {
    knowing("me", "other");
    fleet.share(SECTIONS, mine::add);
    List<SectionId> passed = List.copyOf(channel.passed);
    mine.clear();
    var answer = new CompletableFuture<Void>();
    channel.answer = answer;

    long begun = System.nanoTime();
    fleet.share(passed, mine::add);
    await().until(() -> mine.size() == passed.size());
    Duration waited = Duration.ofNanos(System.nanoTime() - begun);

    assertThat(waited).isGreaterThan(Defaults.CONFIG.handover().multipliedBy(9));
  }

  @Test
  void whatCannotBeSaidItDoesItself() {
    knowing("me", "other");
    channel.answer = CompletableFuture.failedFuture(new IllegalStateException("away"));

    fleet.share(SECTIONS, mine::add);

    assertThat(mine).hasSize(20);
  }

  private void knowing(String... workers) {
    channel.alive = List.of(workers);
    fleet.start();
    await().until(() -> SECTIONS.stream().anyMatch(section -> !fleet.isMine(section)));
  }

  private static final class FakeChannel implements FleetChannel {
    private final List<SectionId> passed = new ArrayList<>();
    private volatile List<String> alive = List.of();
    private CompletableFuture<Void> answer = CompletableFuture.completedFuture(null);

    @Override
    public String self() {
      return "me";
    }

    @Override
    public List<String> beat() {
      return alive;
    }

    @Override
    public void leave() {}

    @Override
    public CompletionStage<Void> pass(String worker, List<SectionId> sections) {
      passed.addAll(sections);
      return answer;
    }

    @Override
    public void listen(Predicate<List<SectionId>> taker) {}
  }
}
