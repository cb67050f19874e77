package io.sugang.gateway.application.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.message.EnrollRequested;
import io.sugang.contract.message.Traceparent;
import io.sugang.gateway.application.LineAwayException;
import io.sugang.gateway.domain.ReceiptSeal;
import io.sugang.gateway.domain.RequestRef;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ConfirmationTest {

  private static final RequestNumber NUMBER = new RequestNumber((1L << 40) + 7);

  /** A student at another gateway would never see the request move. */
  @Test
  void aRequestIsNotedUnderItsStudentAsSoonAsThatCanBeDone() {
    var tries = new AtomicInteger();
    var noted = new CompletableFuture<RequestRef>();
    Line line =
        (Line)
            Proxy.newProxyInstance(
                Line.class.getClassLoader(),
                new Class<?>[] {Line.class},
                (_, _, arguments) -> {
                  if (tries.incrementAndGet() == 1) {
                    return CompletableFuture.failedStage(
                        new LineAwayException("lost", new IOException("reset")));
                  }
                  noted.complete((RequestRef) arguments[1]);
                  return CompletableFuture.completedStage(null);
                });
    var confirmation =
        new Confirmation(
            line,
            new RequestPublisher() {
              @Override
              public java.util.concurrent.CompletionStage<Void> publish(
                  io.sugang.contract.message.LineRequest request) {
                return CompletableFuture.completedStage(null);
              }

              @Override
              public boolean isSaturated() {
                return false;
              }
            },
            (_, _) -> {},
            new ReceiptSeal(new byte[32]));
    Instant now = Instant.parse("2027-02-10T00:00:00Z");

    JoinAnswer answer =
        confirmation
            .confirm(
                new EnrollRequested(
                    new SectionId("CSE1001-01"),
                    NUMBER,
                    new StudentId("2027010001"),
                    now,
                    Traceparent.continueOrStart(null)),
                new Line.Reply.InLine(Line.Novelty.JOINED, NUMBER, OptionalLong.of(0), now, true))
            .toCompletableFuture()
            .join();

    assertThat(answer).isInstanceOf(JoinAnswer.Accepted.class);
    await().until(noted::isDone);
    assertThat(noted.join().number()).isEqualTo(NUMBER);
  }
}
