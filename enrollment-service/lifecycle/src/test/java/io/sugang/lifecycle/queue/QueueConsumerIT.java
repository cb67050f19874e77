package io.sugang.lifecycle.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.sugang.contract.decision.DeadLetter;
import io.sugang.contract.decision.DeadLetterCause;
import io.sugang.contract.message.WireFormat.UnreadableMessageException;
import io.sugang.contract.queue.Queue;
import io.sugang.testing.StackProcess;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/** Against the real queue: what becomes of messages, each of which is a word. */
class QueueConsumerIT {

  private static final Path HOME = Path.of("target/stack").toAbsolutePath();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static StackProcess stack;
  private static SqsAsyncClient sqs;
  private static String url;

  private final Map<String, DeadLetter> deadLetters = new ConcurrentHashMap<>();
  private final BlockingQueue<Delivery<String>> handled = new LinkedBlockingQueue<>();
  private final List<Words> started = new ArrayList<>();

  @BeforeAll
  static void startQueue() {
    stack = StackProcess.start(Path.of(System.getProperty("sugang.root")), HOME);
    Map<String, String> places = stack.status().environment().get("notification-service");
    sqs =
        SqsAsyncClient.builder()
            .endpointOverride(URI.create(places.get("SUGANG_SQS_ENDPOINT")))
            .region(Region.of(places.get("AWS_REGION")))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(
                        places.get("AWS_ACCESS_KEY_ID"), places.get("AWS_SECRET_ACCESS_KEY"))))
            .build();
    url = stack.status().sqs().queueUrls().get(Queue.NOTIFICATIONS.queueName());
  }

  @AfterAll
  static void stopQueue() {
    sqs.close();
    stack.close();
  }

  @AfterEach
  void stopConsumers() throws InterruptedException {
    for (Words words : started) {
      var unused = words.stop(PATIENCE);
    }
    var unused = sqs.purgeQueue(request -> request.queueUrl(url)).join();
  }

  /** Notes what it handles; acknowledges as the test says. */
  private class Words extends QueueConsumer<String> {

    private final Function<Delivery<String>, Outcome> outcome;

    Words() {
      this(_ -> new Outcome.Done());
    }

    Words(Function<Delivery<String>, Outcome> outcome) {
      super(
          "words",
          sqs,
          new QueueUrls(sqs, PATIENCE),
          // A long poll of a consumer that stopped could take the next test's message with it.
          new Receiving(Queue.NOTIFICATIONS, 1, 10, Duration.ZERO, Duration.ZERO, PATIENCE),
          deadLetters::put,
          Clock.systemUTC());
      this.outcome = outcome;
    }

    @Override
    protected String parse(String body, Map<String, String> attributes)
        throws UnreadableMessageException {
      if (body.startsWith("?")) {
        throw new UnreadableMessageException("not a word", null);
      }
      return body;
    }

    @Override
    protected void handle(List<Delivery<String>> received) throws InterruptedException {
      received.forEach(delivery -> acknowledge(List.of(delivery), outcome.apply(delivery)));
      handled.addAll(received);
    }

    /** For acknowledging from elsewhere. */
    void say(Delivery<String> delivery, Outcome outcome) {
      acknowledge(List.of(delivery), outcome);
    }
  }

  private Words start(Words words) {
    started.add(words);
    words.start();
    return words;
  }

  private static void send(String body) {
    var unused = sqs.sendMessage(request -> request.queueUrl(url).messageBody(body)).join();
  }

  private Delivery<String> next() throws InterruptedException {
    Delivery<String> next = handled.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    assertThat(next).as("a message within " + PATIENCE).isNotNull();
    return next;
  }

  @Test
  void whatIsDoneIsDeletedAndWhatIsNotComesAgain() throws InterruptedException {
    Words words =
        start(
            new Words(
                delivery ->
                    delivery.content().equals("later") && delivery.receives() == 1
                        ? new Outcome.Retry(Duration.ZERO)
                        : new Outcome.Done()));
    send("later");
    send("now");

    assertThat(List.of(next().content(), next().content(), next().content()))
        .containsExactlyInAnyOrder("later", "now", "later");

    assertThat(words.stop(PATIENCE)).as("all are acknowledged").isTrue();
    assertThat(inFlight()).isZero();
  }

  @Test
  void whatCanNeverBeHandledBecomesADeadLetterWithItsCause() throws InterruptedException {
    start(
        new Words(
            delivery ->
                delivery.content().equals("wrong")
                    ? new Outcome.Discard(DeadLetterCause.NOT_STORABLE, "too wrong")
                    : new Outcome.Done()));
    send("?!");
    send("wrong");
    send("good");
    while (!next().content().equals("good") || deadLetters.size() < 2) {
      send("good");
    }

    assertThat(deadLetters.get("?!").cause()).isEqualTo(DeadLetterCause.UNREADABLE);
    assertThat(deadLetters.get("wrong").cause()).isEqualTo(DeadLetterCause.NOT_STORABLE);
    assertThat(deadLetters.get("wrong").detail()).isEqualTo("too wrong");
  }

  @Test
  void whatIsReceivedMayBeAcknowledgedLaterAndStoppingWaitsForIt()
      throws InterruptedException, ExecutionException, TimeoutException {
    Words words =
        start(
            new Words() {
              @Override
              protected void handle(List<Delivery<String>> received) {
                handled.addAll(received);
              }
            });
    send("first");
    send("second");
    Delivery<String> first = next();
    Delivery<String> second = next();

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var stopped = threads.submit(() -> words.stop(PATIENCE));
      words.say(first, new Outcome.Done());
      assertThat(stopped.isDone()).isFalse();
      words.say(second, new Outcome.Done());

      assertThat(stopped.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }
    assertThat(inFlight()).isZero();
  }

  @Test
  void aFailureLeavesTheMessageInTheQueueAndNothingIsReceivedUntilItCanBeHandled()
      throws InterruptedException {
    var asked = new LinkedBlockingQueue<Boolean>();
    Words words =
        start(
            new Words() {
              @Override
              protected void handle(List<Delivery<String>> received) {
                handled.addAll(received);
                throw new IllegalStateException("the database is away");
              }

              @Override
              protected boolean isReady() {
                asked.add(true);
                return false;
              }
            });
    send("word");
    next();

    assertThat(asked.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(asked.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

    assertThat(words.stop(PATIENCE)).as("nothing is in hand").isTrue();
    assertThat(inFlight()).as("it comes again after its time-out").isEqualTo(1);
  }

  @Test
  void aPausedConsumerTakesNothing() throws InterruptedException {
    var words = new Words();
    words.pause();
    start(words);
    send("word");

    assertThat(handled.poll(500, TimeUnit.MILLISECONDS)).isNull();
    words.resume();

    assertThat(next().content()).isEqualTo("word");
  }

  private static int inFlight() {
    return Integer.parseInt(
        sqs.getQueueAttributes(
                request ->
                    request
                        .queueUrl(url)
                        .attributeNamesWithStrings("ApproximateNumberOfMessagesNotVisible"))
            .join()
            .attributesAsStrings()
            .get("ApproximateNumberOfMessagesNotVisible"));
  }
}
