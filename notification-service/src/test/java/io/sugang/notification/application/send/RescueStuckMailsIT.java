package io.sugang.notification.application.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sugang.notification.Mails;
import io.sugang.notification.config.NotificationConfig;
import io.sugang.testing.LocalStack;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** SES takes a mail, and its answer is lost: nobody knows whether it was sent. */
@QuarkusTest
@WithTestResource(LocalStack.class)
class RescueStuckMailsIT {

  @Inject MailStore mails;
  @Inject SendMail sendMail;
  @Inject NotificationConfig config;
  @Inject Clock clock;

  @AfterEach
  void wellAgain() {
    Mails.sesIs("fine");
  }

  @Test
  void aMailOfUnknownFateIsSentAgainAfterAWhileAndSaysThatItMayBeARepetition() {
    long mail = Mails.intent("BIO1003-01", 1, "2025020001", "en", "admitted", null, null);
    Mails.sesIs("answer-lost");
    assertThat(sendMail.send(mail)).isTrue();
    assertThat(Mails.state(mail)).isEqualTo("sending");
    assertThat(Mails.subjects("2025020001")).as("SES took it").hasSize(1);
    Mails.sesIs("fine");

    rescue(config.unknownAfter().minusMinutes(1));
    assertThat(Mails.state(mail)).isEqualTo("sending");
    assertThat(Mails.subjects("2025020001")).hasSize(1);

    rescue(config.unknownAfter().plusMinutes(1));
    assertThat(Mails.state(mail)).isEqualTo("sent");
    assertThat(Mails.texts("2025020001")).hasSize(2);
    assertThat(Mails.texts("2025020001"))
        .filteredOn(text -> text.contains("before."))
        .as("marked as a possible repetition")
        .hasSize(1);
    assertThat(Mails.uncertain(mail)).isEqualTo(1);
  }

  @Test
  void aMailWhoseFateStaysUnknownIsTriedAgainTheNextTime() {
    long mail = Mails.intent("BIO1003-01", 2, "2024020001", "en", "admitted", null, null);
    Mails.sesIs("answer-lost");
    assertThat(sendMail.send(mail)).isTrue();

    rescue(config.unknownAfter().plusMinutes(1));

    assertThat(Mails.state(mail)).isEqualTo("sending");
    Mails.sesIs("fine");
    rescue(config.unknownAfter().multipliedBy(2).plusMinutes(2));
    assertThat(Mails.state(mail)).isEqualTo("sent");
    assertThat(Mails.uncertain(mail)).isEqualTo(2);
  }

  @Test
  void oneLookIsNotEnough() {
    long mail = Mails.intent("BIO1003-01", 3, "2024020004", "en", "admitted", null, null);
    Mails.sesIs("answer-lost");
    assertThat(sendMail.send(mail)).isTrue();
    Mails.sesIs("fine");

    later(config.unknownAfter().plusMinutes(1)).round();

    assertThat(Mails.state(mail)).as("its notifier may know more").isEqualTo("sending");
  }

  private void rescue(Duration later) {
    RescueStuckMails mails = later(later);
    mails.round();
    mails.round();
  }

  private RescueStuckMails later(Duration time) {
    return new RescueStuckMails(mails, sendMail, config, Clock.offset(clock, time));
  }
}
