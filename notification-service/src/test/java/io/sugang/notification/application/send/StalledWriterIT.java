package io.sugang.notification.application.send;

import static io.sugang.notification.Mails.attempts;
import static io.sugang.notification.Mails.intent;
import static io.sugang.notification.Mails.state;
import static io.sugang.notification.Mails.subjects;
import static io.sugang.notification.Mails.uncertain;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sugang.notification.HalfOpenStack;
import io.sugang.notification.application.operate.MailPause;
import io.sugang.notification.config.NotificationConfig;
import io.sugang.notification.domain.Delivery;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The database says nothing in the middle of a mail, and nobody knows what it did. */
@QuarkusTest
@WithTestResource(value = HalfOpenStack.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class StalledWriterIT {

  @Inject MailStore mails;
  @Inject Letter letter;
  @Inject MailCarrier carrier;
  @Inject MailTraces traces;
  @Inject MailPause pause;
  @Inject NotificationConfig config;
  @Inject Clock clock;

  @Test
  void aMailThatSesTookIsMarkedThoughTheAnswerToTheMarkIsLost() {
    long mail = intent("BIO1004-01", 5, "2025020004", "en", "admitted", null, null);

    assertThat(sending(HalfOpenStack.writer()::loseAnswers).send(mail)).isTrue();

    assertSentOnce(mail, "2025020004");
  }

  @Test
  void aMailThatSesTookIsMarkedThoughTheMarkWasLost() {
    long mail = intent("BIO1004-01", 6, "2024020002", "en", "admitted", null, null);

    assertThat(sending(HalfOpenStack.writer()::letGoHalfOpen).send(mail)).isTrue();

    assertSentOnce(mail, "2024020002");
  }

  @Test
  void aClaimWithoutAnAnswerIsKnownByItsClaim() {
    long mail = intent("BIO1004-01", 7, "2024020003", "en", "admitted", null, null);
    var claim = UUID.randomUUID();
    assertThat(mails.claim(mail, claim, clock.instant())).isPresent();

    assertThat(mails.claim(mail, UUID.randomUUID(), clock.instant())).isEmpty();
    mails.release(mail, UUID.randomUUID(), clock.instant());

    assertThat(state(mail)).as("released by another claim").isEqualTo("sending");
    mails.release(mail, claim, clock.instant());
    assertThat(state(mail)).isEqualTo("queued");
  }

  /** Sends by the real SES stand-in, and has something happen as soon as that has the mail. */
  private SendMail sending(Runnable then) {
    MailCarrier carrierAndThen =
        (mail, tag) -> {
          Delivery delivery = carrier.send(mail, tag);
          then.run();
          return delivery;
        };
    return new SendMail(
        mails, letter, carrierAndThen, traces, pause, config, new SimpleMeterRegistry(), clock);
  }

  private static void assertSentOnce(long mail, String student) {
    assertThat(state(mail)).isEqualTo("sent");
    assertThat(subjects(student)).hasSize(1);
    assertThat(uncertain(mail)).isEqualTo(0);
    assertThat(attempts(mail)).isEqualTo(1);
  }
}
