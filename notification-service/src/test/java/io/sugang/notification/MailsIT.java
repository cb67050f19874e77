package io.sugang.notification;

import static io.sugang.notification.Mails.attempts;
import static io.sugang.notification.Mails.decidedAt;
import static io.sugang.notification.Mails.intent;
import static io.sugang.notification.Mails.pages;
import static io.sugang.notification.Mails.sesIs;
import static io.sugang.notification.Mails.state;
import static io.sugang.notification.Mails.subjects;
import static io.sugang.notification.Mails.texts;
import static io.sugang.testing.Database.writer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sugang.contract.decision.DeadLetter;
import io.sugang.contract.decision.DeadLetterCause;
import io.sugang.contract.message.MailsDue;
import io.sugang.contract.message.WireFormat;
import io.sugang.contract.queue.Queue;
import io.sugang.notification.application.operate.MailPause;
import io.sugang.notification.application.send.SendMail;
import io.sugang.testing.LocalStack;
import io.sugang.testing.Queues;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/** From a mail intent in the book, over the real queue and the SES stand-in, into the mailbox. */
@QuarkusTest
@WithTestResource(LocalStack.class)
class MailsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(40);

  @Inject SqsAsyncClient sqs;
  @Inject MailPause pause;
  @Inject SendMail sendMail;

  @AfterEach
  void wellAgain() {
    sesIs("fine");
  }

  @Test
  void aDecisionReachesTheStudentInTheirLanguage() {
    long korean = intent("BIO1001-01", 1, "2027010001", "ko", "admitted", null, null);
    long english =
        intent(
            "BIO1001-01",
            2,
            "2026010001",
            "en",
            "refused",
            "section-full",
            "{\"capacity\":30,\"waitlistLimit\":6}");
    decidedAt(korean, "2027-02-10 00:00:07.123");
    decidedAt(english, "2027-02-10 00:00:08.456");

    send(korean, english);

    await().atMost(PATIENCE).until(() -> state(korean), "sent"::equals);
    await().atMost(PATIENCE).until(() -> state(english), "sent"::equals);
    assertThat(subjects("2027010001")).containsExactly("[수강신청] 생명과학 개론 (BIO1001-01) 신청이 완료되었습니다");
    assertThat(subjects("2026010001"))
        .containsExactly("[Registration] No seat in Life Science: Introduction (BIO1001-01)");
    assertThat(texts("2026010001").getFirst())
        .contains("all 30 seats and all 6 places on the waitlist are taken", "number in line was 2")
        .contains("\n\nDecided: Wed, 10 Feb 2027, 9:00:08 AM KST\n\n")
        .doesNotContain("before.");
    assertThat(pages("2026010001").getFirst())
        .contains("<p>Decided: Wed, 10 Feb 2027, 9:00:08 AM KST</p>");
    String koreanTime = "처리 시각: 2027년 2월 10일 (수) 오전 9:00:07 대한민국 표준시";
    assertThat(texts("2027010001").getFirst()).contains("\n\n" + koreanTime + "\n\n");
    assertThat(pages("2027010001").getFirst()).contains("<p>" + koreanTime + "</p>");
  }

  @Test
  void aMessageThatComesTwiceSendsOneMail() {
    long mail = intent("BIO1001-02", 1, "2025010001", "ko", "admitted", null, null);
    long last = intent("BIO1001-02", 2, "2024010001", "ko", "admitted", null, null);

    send(mail);
    send(mail, mail);
    send(mail);
    await().atMost(PATIENCE).until(() -> state(mail), "sent"::equals);
    send(last);
    await().atMost(PATIENCE).until(() -> state(last), "sent"::equals);

    assertThat(subjects("2025010001")).hasSize(1);
  }

  @Test
  void anOutageOfSesOnlyDelaysTheMail() {
    sesIs("throttled");
    long mail = intent("BIO1002-01", 1, "2027020001", "ko", "admitted", null, null);
    send(mail);
    await().atMost(PATIENCE).until(() -> attempts(mail) > 0 && state(mail).equals("queued"));

    sesIs("fine");
    send(mail);

    await().atMost(PATIENCE).until(() -> state(mail), "sent"::equals);
    assertThat(subjects("2027020001")).hasSize(1);
    assertThat(texts("2027020001").getFirst())
        .as("it was certainly not sent before")
        .doesNotContain("같은 내용일 수");
  }

  /** Only an operator's mark does it: the same message that comes late does not. */
  @Test
  void aMailThatFailedIsSentWhenAnOperatorWantsIt() {
    sesIs("rejecting");
    long mail = intent("BIO1002-02", 1, "2026020001", "ko", "admitted", null, null);
    send(mail);
    await().atMost(PATIENCE).until(() -> state(mail), "failed"::equals);
    sesIs("fine");
    long last = intent("BIO1002-02", 2, "2026040001", "ko", "admitted", null, null);
    send(mail, last);
    await().atMost(PATIENCE).until(() -> state(last), "sent"::equals);
    assertThat(state(mail)).isEqualTo("failed");

    var letter =
        DeadLetter.ofMessage(
            Queue.NOTIFICATIONS, DeadLetterCause.MAIL_FAILED, "", 1, Instant.EPOCH);
    String body = WireFormat.write(new MailsDue(List.of(mail)));
    new Queues(sqs).moveBack(Queue.NOTIFICATIONS, body, letter);
    new Queues(sqs).moveBack(Queue.NOTIFICATIONS, body, letter);

    await().atMost(PATIENCE).until(() -> state(mail), "sent"::equals);
    assertThat(subjects("2026020001")).hasSize(1);
  }

  @Test
  void mailThatIsHeldUpIsSentAfterwards() {
    writer()
        .execute(
            "INSERT INTO pause (work, since, who, reason) VALUES ('mail', NOW(3), 'operator-1', 'a test')");
    try {
      await().until(() -> !pause.maySend(PATIENCE));
      long mail = intent("BIO1002-02", 3, "2024040001", "ko", "admitted", null, null);
      assertThat(sendMail.sendFailed(mail)).as("whoever wants it sent").isFalse();
      send(mail);
      await().atMost(PATIENCE).until(() -> new Queues(sqs).inFlight(Queue.NOTIFICATIONS) > 0);
      assertThat(state(mail)).isEqualTo("queued");

      writer().execute("DELETE FROM pause");
      await().atMost(PATIENCE).until(() -> state(mail), "sent"::equals);
    } finally {
      writer().execute("DELETE FROM pause");
    }
  }

  @Test
  void garbageBecomesADeadLetterWithItsReason() {
    var queues = new Queues(sqs);

    queues.send(Queue.NOTIFICATIONS, "garbage");

    assertThat(queues.awaitDeadLetters(Queue.NOTIFICATIONS, 1))
        .hasEntrySatisfying("garbage", letter -> assertThat(letter.detail()).isNotEmpty());
  }

  private void send(Long... mails) {
    new Queues(sqs).send(Queue.NOTIFICATIONS, WireFormat.write(new MailsDue(List.of(mails))));
  }
}
