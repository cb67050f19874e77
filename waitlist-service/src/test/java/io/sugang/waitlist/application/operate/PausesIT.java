package io.sugang.waitlist.application.operate;

import static io.sugang.testing.Database.writer;
import static io.sugang.waitlist.Tables.states;
import static io.sugang.waitlist.University.student;
import static io.sugang.waitlist.rule.Requests.enroll;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.message.LineRequest;
import io.sugang.contract.message.RequestsAccepted;
import io.sugang.contract.message.WireFormat;
import io.sugang.contract.queue.Queue;
import io.sugang.testing.LocalStack;
import io.sugang.testing.Queues;
import io.sugang.waitlist.University;
import io.sugang.waitlist.application.Pauses;
import io.sugang.waitlist.application.recover.LineOpener;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/** Operators hold deciding and mail up, by the real database; what waits is done afterwards. */
@QuarkusTest
@WithTestResource(LocalStack.class)
class PausesIT {

  @Inject SqsAsyncClient sqs;
  @Inject LineOpener opener;
  @Inject Pauses pauses;

  @BeforeEach
  void open() {
    opener.open();
  }

  @AfterEach
  void goOn() {
    writer().execute("DELETE FROM pause");
    await().until(() -> pauses.mayMail() && pauses.mayDecide(new SectionId("CSE1001-01")));
  }

  @Test
  void nobodyIsDecidedInASectionThatIsHeldUpUntilItGoesOn() {
    SectionId held = University.freshSection("ECO3010", 5);
    SectionId other = University.freshSection("ECO3011", 5);
    pause("deciding", "section_id", held.value());
    await().until(() -> !pauses.mayDecide(held));

    send(enroll(held, 1, student(0)), enroll(held, 2, student(1)));
    send(enroll(other, 1, student(0)));

    await().until(() -> states(other), List.of("admitted")::equals);
    await().until(() -> states(held), List.of("waiting", "waiting")::equals);

    writer().execute("DELETE FROM pause");
    await().until(() -> states(held), List.of("admitted", "admitted")::equals);
  }

  @Test
  void aTermAndEverythingAreHeldUpTheSameWay() {
    SectionId section = University.freshSection("ECO3012", 5);
    pause("deciding", "term_id", "2027-1");
    await().until(() -> !pauses.mayDecide(section));
    pause("deciding", "term_id", "");
    writer().execute("DELETE FROM pause WHERE term_id <> ''");
    send(enroll(section, 1, student(2)));
    await().until(() -> states(section), List.of("waiting")::equals);
    // Undecided every journaled request is for a moment.
    await().during(Duration.ofSeconds(1)).until(() -> states(section), List.of("waiting")::equals);
    await().until(() -> !pauses.mayDecide(new SectionId("NOWHERE-01")));

    writer().execute("DELETE FROM pause");
    await().until(() -> states(section), List.of("admitted")::equals);
  }

  @Test
  void mailsThatAreHeldUpAreHandedOverAfterwards() {
    SectionId section = University.freshSection("CHM2008", 5);
    pause("mail", "term_id", "");
    await().until(() -> !pauses.mayMail());

    send(enroll(section, 1, student(3)));

    await().until(() -> states(section), List.of("admitted")::equals);
    await().until(() -> mails(section), List.of("pending")::equals);

    writer().execute("DELETE FROM pause");
    await().until(() -> mails(section), List.of("queued")::equals);
  }

  private static List<String> mails(SectionId section) {
    return writer()
        .column("SELECT state FROM mail_intent WHERE section_id = '%s'".formatted(section.value()));
  }

  private static void pause(String work, String scope, String id) {
    writer()
        .execute(
            """
            INSERT INTO pause (work, %s, since, who, reason) VALUES ('%s', '%s', NOW(3), 'operator-1', 'a test')\
            """
                .formatted(scope, work, id));
  }

  private void send(LineRequest... requests) {
    new Queues(sqs).send(Queue.REQUESTS, WireFormat.write(new RequestsAccepted(List.of(requests))));
  }
}
