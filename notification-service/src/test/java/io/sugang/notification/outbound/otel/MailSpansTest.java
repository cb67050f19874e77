package io.sugang.notification.outbound.otel;

import static org.assertj.core.api.Assertions.assertThatNoException;

import io.sugang.contract.message.MailKind;
import io.sugang.notification.domain.Delivery;
import io.sugang.notification.domain.MailIntent;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MailSpansTest {

  private static final String RECORDED = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  /** A mail that was sent is sent, whatever becomes of its trace (P8). */
  @Test
  void aTraceThatFailsHarmsNoMail() {
    var spans =
        new MailSpans(
            name -> {
              throw new IllegalStateException("no spans today: " + name);
            });
    for (String traceparent : new String[] {RECORDED, "", null}) {
      assertThatNoException()
          .isThrownBy(
              () -> spans.handedOver(intent(traceparent), new Delivery.Sent("1"), Instant.EPOCH));
    }
  }

  private static MailIntent intent(String traceparent) {
    return new MailIntent(
        1,
        MailKind.ADMITTED,
        "a@b",
        "en",
        "가",
        "A",
        "CSE1001-01",
        null,
        "나",
        "B",
        1,
        Instant.EPOCH,
        ZoneOffset.UTC,
        false,
        null,
        traceparent,
        Map.of());
  }
}
