package io.sugang.contract.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.message.EnrollRequested;
import io.sugang.contract.message.Traceparent;
import io.sugang.contract.queue.Queue;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeadLetterTest {

  private static final Instant NOW = Instant.parse("2027-02-08T00:00:00.123Z");

  /** SQS takes ten attributes, and a log shows them: nobody's student number is among them. */
  @Test
  void aLetterIsReadAsItWasWritten() {
    var request =
        new EnrollRequested(
            new SectionId("CSE2010-01"),
            new RequestNumber(RequestNumber.value(1, 7)),
            new StudentId("2026010001"),
            NOW,
            Traceparent.continueOrStart(null));
    var ofRequest =
        DeadLetter.ofRequest(request, Optional.empty(), DeadLetterCause.FAILED_ALONE, 5, NOW);
    var ofMessage =
        DeadLetter.ofMessage(Queue.REQUESTS, DeadLetterCause.UNREADABLE, "not JSON", 1, NOW);

    assertThat(DeadLetter.read(ofRequest.attributes())).contains(ofRequest);
    assertThat(DeadLetter.read(ofMessage.attributes())).contains(ofMessage);
    assertThat(ofRequest.attributes()).hasSizeLessThanOrEqualTo(10);
    assertThat(ofRequest.attributes().toString()).doesNotContain("2026010001");
  }

  @Test
  void whatSqsMovedItselfIsNoLetterOfOurs() {
    assertThat(DeadLetter.read(Map.of())).isEmpty();
  }

  @Test
  void namesAreReadAsTheyAreWritten() {
    for (RequestState state : RequestState.values()) {
      assertThat(RequestState.of(state.wireName())).isEqualTo(state);
    }
    for (RefusalRule rule : RefusalRule.values()) {
      assertThat(Reason.of(rule.wireName())).isEqualTo(rule);
    }
    for (DeadLetterCause cause : DeadLetterCause.values()) {
      assertThat(Reason.of(cause.wireName())).isEqualTo(cause);
    }
    assertThatIllegalArgumentException().isThrownBy(() -> Reason.of("weather"));
    assertThatIllegalArgumentException().isThrownBy(() -> RequestState.of(null));
  }
}
