package io.sugang.waitlist.outbound.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.line.LineKeys;
import io.sugang.testing.LocalStack;
import io.sugang.waitlist.config.WaitlistConfig;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two workers hear each other by the real Redis. */
@QuarkusTest
@WithTestResource(LocalStack.class)
class RedisFleetChannelIT {

  private static final List<SectionId> SECTIONS =
      List.of(new SectionId("CSE1001-01"), new SectionId("CSE1001-02"));

  @Inject Redis redis;
  @Inject RedisCommands commands;
  @Inject WaitlistConfig config;
  private final List<SectionId> taken = new ArrayList<>();
  private RedisFleetChannel first;
  private RedisFleetChannel second;

  @AfterEach
  void leave() {
    first.leave();
    second.leave();
  }

  private void meet() {
    first = new RedisFleetChannel(redis, commands, config);
    second = new RedisFleetChannel(redis, commands, config);
    first.beat();
    assertThat(second.beat()).contains(first.self(), second.self());
  }

  @Test
  void whatIsPassedOnIsTaken() {
    meet();
    second.listen(taken::addAll);

    assertThat(first.pass(second.self(), SECTIONS).toCompletableFuture())
        .succeedsWithin(Duration.ofSeconds(5));
    assertThat(taken).isEqualTo(SECTIONS);
  }

  @Test
  void whoIsPausedTakesNothing() {
    meet();
    second.listen(_ -> false);

    assertThat(first.pass(second.self(), SECTIONS).toCompletableFuture())
        .failsWithin(Duration.ofSeconds(5));
  }

  @Test
  void whoIsNotThereIsNotWaitedFor() {
    meet();

    assertThat(first.pass("nobody", SECTIONS).toCompletableFuture())
        .failsWithin(Duration.ofMillis(900))
        .withThrowableThat()
        .withMessageContaining("nobody hears it");
  }

  @Test
  void whoLeftIsNotReckonedWith() {
    meet();

    second.leave();

    assertThat(first.beat()).contains(first.self()).doesNotContain(second.self());
  }

  @Test
  void whoWasSilentIsForgotten() {
    meet();
    commands.send(Command.ZADD, LineKeys.WORKERS, "1", second.self());

    assertThat(first.beat()).doesNotContain(second.self());
  }

  @Test
  void rubbishDoesNoHarm() {
    meet();
    second.listen(taken::addAll);

    for (String rubbish : List.of("", "take", "take|a|1|", "take|a|1|not a section", "taken|x")) {
      commands.send(Command.PUBLISH, LineKeys.WORKERS + ":" + second.self(), rubbish);
    }

    assertThat(first.pass(second.self(), SECTIONS).toCompletableFuture())
        .succeedsWithin(Duration.ofSeconds(5));
    assertThat(taken).isEqualTo(SECTIONS);
  }

  @Test
  void whoseConnectionIsCutHearsAgainSoon() {
    meet();
    second.listen(taken::addAll);

    commands.send(Command.CLIENT, "KILL", "TYPE", "pubsub");

    await().ignoreExceptions().until(() -> second.beat().contains(second.self()));
    first.beat();
    assertThat(first.pass(second.self(), SECTIONS).toCompletableFuture())
        .succeedsWithin(Duration.ofSeconds(5));
  }
}
