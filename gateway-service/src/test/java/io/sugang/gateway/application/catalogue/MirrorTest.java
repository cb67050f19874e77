package io.sugang.gateway.application.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sugang.gateway.application.EnrollmentAwayException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class MirrorTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Deque<CompletionStage<String>> answers = new ArrayDeque<>();

  @Test
  void theFirstReaderWaitsAndAllOthersHaveTheCopy() {
    var mirror = new Mirror<>(answers::poll, PATIENCE);
    var first = new CompletableFuture<String>();
    answers.add(first);

    CompletableFuture<String> read = mirror.read().toCompletableFuture();
    assertThat(read).isNotDone();
    assertThat(mirror.known()).isNull();
    first.complete("spring");

    assertThat(read.join()).isEqualTo("spring");
    assertThat(mirror.read().toCompletableFuture()).isCompletedWithValue("spring");
  }

  @Test
  void anOutageLeavesTheLastCopy() {
    var mirror = new Mirror<>(answers::poll, PATIENCE);
    answers.add(CompletableFuture.completedStage("spring"));
    mirror.refresh();
    answers.add(CompletableFuture.failedStage(new EnrollmentAwayException(new Exception())));

    assertThatThrownBy(mirror::refresh).hasCauseInstanceOf(EnrollmentAwayException.class);

    assertThat(mirror.known()).isEqualTo("spring");
  }

  @Test
  void whoeverWaitsForTheFirstCopyDoesNotWaitForEver() {
    var mirror = new Mirror<>(answers::poll, Duration.ofMillis(10));
    var late = new CompletableFuture<String>();
    answers.add(late);

    assertThatThrownBy(() -> mirror.read().toCompletableFuture().join())
        .hasCauseInstanceOf(EnrollmentAwayException.class);

    late.complete("spring");
    assertThat(mirror.known()).as("it is the next one's").isEqualTo("spring");
  }
}
