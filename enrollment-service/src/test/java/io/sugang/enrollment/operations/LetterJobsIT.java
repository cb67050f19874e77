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
import io.sugang.contract.message.RequestsAccepted;
import io.sugang.contract.message.WireFormat;
import io.sugang.testing.LocalStack;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;

/** Operators replay and discard dead letters. */
@QuarkusTest
@WithTestResource(LocalStack.class)
class LetterJobsIT extends LetterJobScene {

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

  @Test
  void aReplayedLetterStaysInItsQueueUntilItsRequestIsDecided() throws InterruptedException {
    quarantined("OPS3004-01", 1);

    int job = create("replay", "{\"section\":\"OPS3004-01\"}");

    Message message = awaitMessage();
    assertThat(message.body()).isEqualTo(journaledBody("OPS3004-01"));
    assertThat(message.messageAttributes().get(DeadLetter.CAUSE).stringValue())
        .isEqualTo("unknown-section");
    await().atMost(PATIENCE).until(() -> Letters.state("OPS3004-01"), "replaying"::equals);
    collectNow();
    show(job).body("state", equalTo("running")).body("sent", equalTo(1));
    assertThat(deadLetters()).as("a copy was sent").isEqualTo(1);

    decide("OPS3004-01");

    awaitJob(job, "done").body("decided", equalTo(1)).body("sent", equalTo(0));
    assertThat(Letters.state("OPS3004-01")).isEqualTo("resolved");
    collectNow();
    assertThat(deadLetters()).as("nobody needs it any more").isZero();
    assertThat(Letters.state("OPS3004-01")).isEqualTo("resolved");
  }

  @Test
  void aJobWhoseFirstLetterComesBackStopsAndCanGoOn() throws InterruptedException {
    for (int i = 1; i <= 3; i++) {
      quarantined("OPS3005-0" + i, i);
    }

    int job = create("replay", "{\"cause\":\"unknown-section\"}");
    String first = sectionOf(awaitMessage());
    assertThat(received).as("the first goes alone").hasSize(1);
    file(first);
    collectNow();

    awaitJob(job, "stopped")
        .body("stoppedBecause", equalTo("the first letter came back"))
        .body("returned", equalTo(1))
        .body("picked", equalTo(2));
    assertThat(Letters.state(first)).isEqualTo("open");

    change(job, "resume", 200);
    String second = sectionOf(awaitMessage());
    decide(second);
    String third = sectionOf(awaitMessage());
    decide(third);

    awaitJob(job, "done").body("decided", equalTo(2)).body("returned", equalTo(1));
    assertThat(List.of(first, second, third))
        .containsExactly("OPS3005-01", "OPS3005-02", "OPS3005-03");
  }

  @Test
  void theLettersOfASectionAreSentOneAfterTheOtherByTheirNumbers() throws InterruptedException {
    for (long number : List.of(3L, 1L, 2L)) {
      quarantined("OPS3006-01", number);
    }
    quarantined("OPS3007-01", 4);

    int job = create("replay", "{\"state\":\"open\"}");

    var order = new ArrayList<String>();
    for (int i = 0; i < 4; i++) {
      Message message = awaitMessage();
      order.add(sectionOf(message));
      String section = sectionOf(message);
      writer()
          .execute(
              "UPDATE request SET state = 'admitted', reason = NULL WHERE section_id = '%s' AND state = 'quarantined' ORDER BY number LIMIT 1"
                  .formatted(section));
    }
    awaitJob(job, "done").body("decided", equalTo(4));
    assertThat(received.stream().map(Message::body).filter(body -> body.contains("OPS3006")))
        .isSortedAccordingTo(
            Comparator.comparing(body -> body.replaceAll(".*\"number\":(\\d+).*", "$1")));
    assertThat(order)
        .containsExactlyInAnyOrder("OPS3006-01", "OPS3006-01", "OPS3006-01", "OPS3007-01");
  }

  @Test
  void whatIsDoneAlreadyIsSkipped() throws InterruptedException {
    quarantined("OPS3008-01", 1);
    quarantined("OPS3008-02", 2);
    int job = create("replay", "{\"state\":\"open\"}");
    var unused = awaitMessage();
    writer().execute("UPDATE dead_letter SET state = 'resolved' WHERE section_id = 'OPS3008-02'");

    decide("OPS3008-01");

    awaitJob(job, "done").body("decided", equalTo(1)).body("skipped", equalTo(1));
    assertThat(received).hasSize(1);
  }

  @Test
  void discardedLettersLeaveTheirQueueAndStayInTheRecord() throws InterruptedException {
    quarantined("OPS3009-01", 1);
    letters.send("nobody can read this", Map.of());
    collectNow();

    int job = create("discard", "{\"state\":\"open\"}");
    awaitJob(job, "done").body("discarded", equalTo(2));
    collectNow();
    collectNow();

    assertThat(deadLetters()).isZero();
    assertThat(writer().column("SELECT DISTINCT state FROM dead_letter"))
        .containsExactly("discarded");
  }

  @Test
  void whatIsQuarantinedAgainIsOpenAgain() throws InterruptedException {
    quarantined("OPS3010-01", 1);
    int job = create("replay", "{\"section\":\"OPS3010-01\"}");
    var unused = awaitMessage();
    await().atMost(PATIENCE).until(() -> Letters.state("OPS3010-01"), "replaying"::equals);

    writer()
        .execute(
            "UPDATE request SET decided_at = UTC_TIMESTAMP(3) + INTERVAL 1 SECOND WHERE section_id = 'OPS3010-01'");
    awaitState("OPS3010-01", "open");

    awaitJob(job, "stopped").body("returned", equalTo(1));
  }

  @Test
  void manyRequestsOfOneLetterAreResolvedWhenAllAreDecided() throws InterruptedException {
    LineRequest one = Letters.request("OPS3011-01", 1);
    LineRequest other = Letters.request("OPS3011-02", 2);
    letters.send(WireFormat.write(new RequestsAccepted(List.of(one, other))), Map.of());
    collectNow();
    int job = create("replay", "{\"cause\":\"received-too-often\"}");
    var unused = awaitMessage();
    Letters.journal(one, "admitted");
    collectNow();
    show(job).body("sent", equalTo(1));

    Letters.journal(other, "admitted");

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              collectNow();
              show(job).body("state", equalTo("done")).body("decided", equalTo(1));
            });
  }

  @Test
  void anotherProcessCarriesOnOnlyAfterTheLeaseEnded() throws InterruptedException {
    quarantined("OPS3012-01", 1);
    int job = create("replay", "{\"section\":\"OPS3012-01\"}");
    var unused = awaitMessage();
    Instant now = Instant.now();

    assertThat(work.lease(job, "another", now, now.plusSeconds(5))).isFalse();
    assertThat(work.lease(job, "another", now.plusSeconds(60), now.plusSeconds(65))).isTrue();
  }
}
