package io.sugang.enrollment.operations;

import static io.sugang.enrollment.Calls.as;
import static io.sugang.testing.Database.writer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.sugang.contract.decision.DeadLetter;
import io.sugang.contract.message.LineRequest;
import io.sugang.contract.message.MailsDue;
import io.sugang.contract.message.RequestsAccepted;
import io.sugang.contract.message.WireFormat;
import io.sugang.contract.queue.Queue;
import io.sugang.testing.LocalStack;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;

/** Operators replay and discard dead letters. */
@QuarkusTest
@WithTestResource(LocalStack.class)
class LetterJobsIT extends LetterJobScene {

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
      if (i == 0) {
        // The last by position: whatever else goes with it was sent before.
        await().atMost(PATIENCE).until(() -> sent("OPS3007-01"), count -> count == 1);
        assertThat(sent("OPS3006-01")).as("of a section one after the other").isEqualTo(1);
      }
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

  /** Numbers are each section's own. */
  @Test
  void equalNumbersOfDifferentSectionsAreDifferentRequests() throws InterruptedException {
    LineRequest one = Letters.request("OPS3023-01", 1);
    LineRequest next = Letters.request("OPS3023-01", 2);
    LineRequest other = Letters.request("OPS3023-02", 1);
    letters.send(WireFormat.write(new RequestsAccepted(List.of(one, next, other))), Map.of());
    collectNow();
    int job = create("replay", "{\"cause\":\"received-too-often\"}");
    var unused = awaitMessage();
    Letters.journal(one, "admitted");
    Letters.journal(next, "admitted");
    collectNow();
    collectNow();
    show(job).body("sent", equalTo(1));

    Letters.journal(other, "quarantined");

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              collectNow();
              show(job).body("state", equalTo("done")).body("decided", equalTo(1));
            });
  }

  @Test
  void aMailThatFailedHasALetterOfItsOwn() throws InterruptedException {
    long failed = failedMail("OPS3024-01");
    letters.sendTo(Queue.NOTIFICATIONS, WireFormat.write(new MailsDue(List.of(failed, failed))));
    awaitState("OPS3024-01", "open");
    int job = create("replay", "{\"cause\":\"received-too-often\"}");

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              collectNow();
              show(job).body("state", equalTo("done")).body("decided", equalTo(1));
            });
    assertThat(Letters.state("OPS3024-01")).isEqualTo("open");
  }

  @Test
  void ofWhatNobodyKnowsForLongTheJobIsOver() throws InterruptedException {
    quarantined("OPS3025-01", 1);
    int job = create("replay", "{\"section\":\"OPS3025-01\"}");
    var unused = awaitMessage();
    show(job).body("state", equalTo("running"));

    writer()
        .execute(
            "UPDATE letter_job_item SET sent_at = sent_at - INTERVAL 11 MINUTE WHERE sent_at IS NOT NULL");

    awaitJob(job, "done").body("skipped", equalTo(1));
    writer().execute("UPDATE dead_letter SET since = since - INTERVAL 11 MINUTE");
    int again = create("replay", "{\"section\":\"OPS3025-01\"}");
    unused = awaitMessage();
    decide("OPS3025-01");
    awaitJob(again, "done").body("decided", equalTo(1));
  }

  /** What was under way when it stopped says nothing of what was mended since. */
  @Test
  void whatComesBackWhileAJobIsHeldUpDoesNotStopItAgain() throws InterruptedException {
    quarantined("OPS3026-01", 1);
    quarantined("OPS3026-02", 2);
    int job = create("replay", "{\"state\":\"open\"}");
    String first = sectionOf(awaitMessage());
    await().atMost(PATIENCE).until(() -> Letters.state(first), "replaying"::equals);
    change(job, "pause", 200);
    file(first);
    collectNow();

    change(job, "resume", 200);
    decide(sectionOf(awaitMessage()));

    awaitJob(job, "done").body("decided", equalTo(1)).body("returned", equalTo(1));
  }

  @Test
  void aLetterThatAJobHasInHandIsNoOthers() throws InterruptedException {
    quarantined("OPS3027-01", 1);
    quarantined("OPS3027-02", 2);
    int job = create("replay", "{\"state\":\"open\"}");
    var unused = awaitMessage();

    as("operator-1", "operator")
        .contentType(ContentType.JSON)
        .body("{\"kind\":\"replay\",\"letters\":{},\"reason\":\"r\"}")
        .post("/ops/v1/jobs")
        .then()
        .statusCode(422);
    change(job, "cancel", 200);
  }

  private static long sent(String section) {
    return writer()
        .number(
            "SELECT COUNT(*) FROM letter_job_item WHERE state = 'sent' AND section_id = '%s'"
                .formatted(section));
  }
}
