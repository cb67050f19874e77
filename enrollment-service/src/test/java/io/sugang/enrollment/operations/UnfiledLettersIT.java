package io.sugang.enrollment.operations;

import static io.sugang.testing.Database.writer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sugang.contract.decision.DeadLetter;
import io.sugang.contract.decision.DeadLetterCause;
import io.sugang.contract.message.LineRequest;
import io.sugang.contract.message.MailsDue;
import io.sugang.contract.message.WireFormat;
import io.sugang.testing.LocalStack;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What failed is recorded though nobody has found a letter of it. */
@QuarkusTest
@WithTestResource(LocalStack.class)
class UnfiledLettersIT extends LetterJobScene {

  /** A worker may die between the commit and filing the letter. */
  @Test
  void whatIsQuarantinedIsRecordedWithoutALetter() throws InterruptedException {
    LineRequest request = Letters.request("OPS3001-01", 1);
    Letters.journal(request, "quarantined");

    awaitState("OPS3001-01", "open");
    assertThat(writer().column("SELECT body FROM dead_letter WHERE section_id = 'OPS3001-01'"))
        .containsExactly(journaledBody("OPS3001-01"));

    letters.send(
        journaledBody("OPS3001-01"),
        DeadLetter.ofRequest(
                request, Optional.empty(), DeadLetterCause.UNKNOWN_SECTION, 1, Instant.now())
            .attributes());
    collectNow();
    collectNow();

    assertThat(writer().column("SELECT CONCAT(state, returns) FROM dead_letter"))
        .as("its letter is the same")
        .containsExactly("open0");
  }

  @Test
  void whatIsSetAsideOrCanNotBeMailedIsRecordedToo() throws InterruptedException {
    Letters.journal(Letters.request("OPS3002-01", 1), "admitted");
    writer()
        .execute(
            "UPDATE request SET state = 'waitlisted', reason = 'promotion-failed', changed_at = NOW(3) WHERE section_id = 'OPS3002-01'");
    long mail = failedMail("OPS3003-01");

    awaitState("OPS3002-01", "open");
    awaitState("OPS3003-01", "open");
    collectNow();

    assertThat(
            writer()
                .column(
                    "SELECT CONCAT(queue, ' ', cause, ' ', body, ' ', returns) FROM dead_letter WHERE section_id = 'OPS3003-01'"))
        .containsExactly(
            "sugang-notifications mail-failed "
                + WireFormat.write(new MailsDue(List.of(mail)))
                + " 0");
    assertThat(writer().column("SELECT cause FROM dead_letter WHERE section_id = 'OPS3002-01'"))
        .containsExactly("promotion-failed");
  }

  /** The worker that kept it died before its letter was filed. */
  @Test
  void aRequestThatLostItsNumberIsRecordedWithoutALetter() {
    LineRequest request = Letters.request("OPS3020-01", 1);
    clash(request);
    try {
      awaitState("OPS3020-01", "open");

      assertThat(writer().column("SELECT CONCAT(cause, ' ', body) FROM dead_letter"))
          .containsExactly("number-clash " + Letters.body(request));
    } finally {
      writer().execute("DELETE FROM number_clash WHERE section_id = 'OPS3020-01'");
    }
  }

  /** Whoever filed it was recorded, and replayed, before anybody found a message of it. */
  @Test
  void whatWasRecordedWithoutALetterAndComesBackWithOneHasComeBack() throws InterruptedException {
    LineRequest request = Letters.request("OPS3021-01", 1);
    Letters.journal(request, "quarantined");
    awaitState("OPS3021-01", "open");
    int job = create("replay", "{\"section\":\"OPS3021-01\"}");
    var unused = awaitMessage();
    await().atMost(PATIENCE).until(() -> Letters.state("OPS3021-01"), "replaying"::equals);

    letters.file(request, DeadLetterCause.UNKNOWN_SECTION);
    collectNow();

    awaitJob(job, "stopped").body("returned", equalTo(1));
    assertThat(writer().column("SELECT CONCAT(state, returns) FROM dead_letter"))
        .containsExactly("open1");
  }

  /** It was received too often; then its request was decided, and its letter lost. */
  @Test
  void aRowTellsTheLaterCauseSoThatAReplayReopensItsRequest() throws InterruptedException {
    LineRequest request = Letters.request("OPS3022-01", 1);
    letters.send(Letters.body(request), Map.of());
    collectNow();
    assertThat(writer().column("SELECT cause FROM dead_letter"))
        .containsExactly("received-too-often");

    Letters.journal(request, "quarantined");
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              collectNow();
              return writer().column("SELECT CONCAT(cause, returns) FROM dead_letter");
            },
            List.of("unknown-section0")::equals);
    collectNow();
    collectNow();
    replicated();

    int job = create("replay", "{\"section\":\"OPS3022-01\"}");
    assertThat(awaitMessage().messageAttributes().get(DeadLetter.CAUSE).stringValue())
        .isEqualTo("unknown-section");
    decide("OPS3022-01");
    awaitJob(job, "done").body("decided", equalTo(1));
  }

  private static void clash(LineRequest request) {
    writer()
        .execute(
            """
            INSERT INTO number_clash (section_id, number, student_id, type, accepted_at, traceparent, since)
            VALUES ('%s', %s, '%s', 'enroll', '2026-02-09 00:00:01.234', '%s', NOW(3))\
            """
                .formatted(
                    request.section().value(),
                    request.number(),
                    request.student().value(),
                    request.traceparent()));
  }
}
