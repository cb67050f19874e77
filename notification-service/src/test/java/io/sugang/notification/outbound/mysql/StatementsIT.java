package io.sugang.notification.outbound.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sugang.testing.LocalStack;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known is not asked again: a mail that can't be marked must not stop all others. */
@QuarkusTest
@WithTestResource(LocalStack.class)
class StatementsIT {

  @Inject Statements statements;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE mail SET number = 1 WHERE id = 1", // no right
        "UPDATE mail SET nothing = 1 WHERE id = 1", // no column
        "UPDATE nothing SET state = 'sent'" // no table
      })
  void aRefusalEndsIt(String sql) {
    var tries = new AtomicInteger();

    assertThatThrownBy(
            () ->
                statements.runUntilKnown(
                    () -> {
                      tries.incrementAndGet();
                      return statements.run(sql);
                    }))
        .isInstanceOf(RuntimeException.class);

    assertThat(tries).hasValue(1);
  }

  @Test
  void whatPassesIsTriedAgain() {
    var tries = new AtomicInteger();

    String answer =
        statements.runUntilKnown(
            () -> {
              if (tries.incrementAndGet() < 3) {
                throw new IllegalStateException("a lost connection");
              }
              return "known";
            });

    assertThat(answer).isEqualTo("known");
    assertThat(tries).hasValue(3);
  }
}
