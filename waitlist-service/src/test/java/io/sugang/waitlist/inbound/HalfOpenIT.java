package io.sugang.waitlist.inbound;

import static io.sugang.testing.Database.writer;
import static io.sugang.waitlist.University.student;
import static io.sugang.waitlist.rule.Requests.enroll;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.message.RequestsAccepted;
import io.sugang.contract.message.WireFormat;
import io.sugang.contract.queue.Queue;
import io.sugang.testing.Queues;
import io.sugang.waitlist.HalfOpenStack;
import io.sugang.waitlist.University;
import io.sugang.waitlist.application.recover.LineOpener;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/** A host vanishes without a word: whoever was connected to it hears nothing, not even an end. */
@QuarkusTest
@WithTestResource(value = HalfOpenStack.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class HalfOpenIT {

  /** Longer than a statement may take, and a long poll, and then the visibility time-out. */
  private static final Duration PATIENCE = Duration.ofSeconds(45);

  @Inject SqsAsyncClient sqs;
  @Inject LineOpener opener;

  static List<String> places() {
    return HalfOpenStack.PLACES;
  }

  @BeforeEach
  void open() {
    // The first look may close it: numbers of these tests are not given by a line.
    for (int look = 0; look < 4; look++) {
      opener.open();
    }
  }

  @ParameterizedTest
  @MethodSource("places")
  void connectionsThatDiedSilentlyAreGivenUp(String place) {
    SectionId section = University.freshSection("MUS100" + (1 + places().indexOf(place)), 5);
    send(section, 1);
    await().atMost(PATIENCE).until(() -> decided(section) == 1);

    HalfOpenStack.proxy(place).letGoHalfOpen();
    // Sent by a client of its own if it is the queue that is not to be reached.
    await().atMost(PATIENCE).ignoreExceptions().until(() -> send(section, 2));

    await().atMost(PATIENCE).until(() -> decided(section) == 2);
  }

  private boolean send(SectionId section, int counter) {
    var request = enroll(section, counter, student(counter - 1));
    new Queues(sqs).send(Queue.REQUESTS, WireFormat.write(new RequestsAccepted(List.of(request))));
    return true;
  }

  private static long decided(SectionId section) {
    return writer()
        .number(
            "SELECT COUNT(*) FROM request WHERE state = 'admitted' AND section_id = '%s'"
                .formatted(section.value()));
  }
}
