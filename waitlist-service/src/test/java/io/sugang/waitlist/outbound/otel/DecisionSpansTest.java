package io.sugang.waitlist.outbound.otel;

import static org.assertj.core.api.Assertions.assertThatNoException;

import io.sugang.contract.decision.DeadLetterCause;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.message.EnrollRequested;
import io.sugang.waitlist.rule.Decided;
import io.sugang.waitlist.rule.Decision;
import io.sugang.waitlist.rule.Outcome;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionSpansTest {

  /** What is committed is committed, whatever becomes of its trace (P9). */
  @Test
  void aTraceThatFailsHarmsNoDecision() {
    var spans =
        new DecisionSpans(
            name -> {
              throw new IllegalStateException("no spans today: " + name);
            });
    var request =
        new EnrollRequested(
            new SectionId("CSE1001-01"),
            new RequestNumber((1L << 40) + 1),
            new StudentId("2027010001"),
            Instant.parse("2027-02-15T01:00:00Z"),
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    var outcome =
        Outcome.of(
            null,
            List.of(new Decided(request, new Decision.Quarantined(DeadLetterCause.FAILED_ALONE))));
    assertThatNoException().isThrownBy(() -> spans.decided(outcome, Instant.EPOCH));
  }
}
