package io.sugang.waitlist.inbound.sqs;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.sugang.contract.decision.DeadLetter;
import io.sugang.contract.decision.DeadLetterCause;
import io.sugang.contract.message.LineRequest;
import io.sugang.contract.message.RequestsAccepted;
import io.sugang.contract.message.WireFormat;
import io.sugang.contract.message.WireFormat.UnreadableMessageException;
import io.sugang.contract.queue.Queue;
import io.sugang.waitlist.application.DeadLetters;
import io.sugang.waitlist.application.WaitlistMeters;
import io.sugang.waitlist.application.decide.JournalRequests;
import io.sugang.waitlist.application.decide.SectionStore;
import io.sugang.waitlist.application.decide.SectionWorker;
import io.sugang.waitlist.application.operate.ReplayRequest;
import io.sugang.waitlist.config.WaitlistConfig;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

/**
 * Receives requests: parse → journal → delete → wake the sections. Garbage becomes a dead letter
 * with its reason.
 */
@ApplicationScoped
class RequestsConsumer {

  private static final Logger LOG = Logger.getLogger(RequestsConsumer.class);
  private static final int SQS_BATCH = 10;
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(500);

  private final SqsAsyncClient sqs;
  private final JournalRequests journal;
  private final ReplayRequest replayRequest;
  private final DeadLetters deadLetters;
  private final SectionStore sections;
  private final SectionWorker worker;
  private final WaitlistMeters meters;
  private final WaitlistConfig config;
  private final Clock clock;
  private final List<Thread> receivers = new ArrayList<>();
  private final Map<Thread, CompletableFuture<?>> receives = new ConcurrentHashMap<>();
  private volatile String queueUrl;
  private volatile boolean closing;

  RequestsConsumer(
      SqsAsyncClient sqs,
      JournalRequests journal,
      ReplayRequest replayRequest,
      DeadLetters deadLetters,
      SectionStore sections,
      SectionWorker worker,
      WaitlistMeters meters,
      WaitlistConfig config,
      Clock clock) {
    this.sqs = sqs;
    this.journal = journal;
    this.replayRequest = replayRequest;
    this.deadLetters = deadLetters;
    this.sections = sections;
    this.worker = worker;
    this.meters = meters;
    this.config = config;
    this.clock = clock;
  }

  void start(@Observes StartupEvent event) {
    for (int i = 0; i < config.receivers(); i++) {
      receivers.add(Thread.ofVirtual().name("receiver-" + i).start(this::receiveAll));
    }
  }

  private void receiveAll() {
    boolean writerInDoubt = false;
    while (!closing) {
      try {
        // Messages that can't be journaled now stay in the queue, where they don't use up their
        // receives.
        if (writerInDoubt && !sections.isWritable()) {
          pause(PAUSE_AFTER_FAILURE);
          continue;
        }
        writerInDoubt = false;
        List<Message> received = receive();
        handle(received);
        if (!received.isEmpty() && received.size() < SQS_BATCH) {
          pause(config.receivePause());
        }
      } catch (CancellationException e) {
        LOG.debug("stopped waiting for messages");
      } catch (RuntimeException | Error e) {
        // A receiver that ended would not be missed until the queue overflows.
        complain(e, writerInDoubt);
        writerInDoubt = true;
        pause(PAUSE_AFTER_FAILURE);
      }
    }
  }

  /** One alarm an outage; a fault of ours with all that is known of it. */
  private static void complain(Throwable e, boolean again) {
    if (again) {
      LOG.debugf("nothing can be journaled still: %s", e.getMessage());
    } else if (e instanceof SectionStore.TryAgainException || e instanceof IllegalStateException) {
      LOG.errorf("nothing can be journaled, messages come back later: %s", e.getMessage());
    } else {
      LOG.errorf(e, "received messages come back after their time-out");
    }
  }

  private List<Message> receive() {
    String url = queueUrl();
    CompletableFuture<ReceiveMessageResponse> answer =
        sqs.receiveMessage(
            request ->
                request
                    .queueUrl(url)
                    .maxNumberOfMessages(SQS_BATCH)
                    .waitTimeSeconds((int) config.receiveWait().toSeconds())
                    .messageAttributeNames("All")
                    .messageSystemAttributeNames(
                        MessageSystemAttributeName.SENT_TIMESTAMP,
                        MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT));
    receives.put(Thread.currentThread(), answer);
    try {
      if (closing) {
        answer.cancel(true);
      }
      return answer
          .orTimeout(
              config.receiveWait().plus(config.sqsTimeout()).toMillis(), TimeUnit.MILLISECONDS)
          .join()
          .messages();
    } catch (CompletionException e) {
      throw new IllegalStateException("SQS: " + e.getCause(), e);
    } finally {
      receives.remove(Thread.currentThread());
    }
  }

  private String queueUrl() {
    if (queueUrl == null) {
      queueUrl =
          sqs.getQueueUrl(request -> request.queueName(Queue.REQUESTS.queueName()))
              .orTimeout(config.sqsTimeout().toMillis(), TimeUnit.MILLISECONDS)
              .join()
              .queueUrl();
    }
    return queueUrl;
  }

  private void handle(List<Message> messages) {
    if (messages.isEmpty()) {
      return;
    }
    List<Message> readable = new ArrayList<>();
    List<LineRequest> requests = new ArrayList<>();
    Map<Message, Replay> movedBack = new LinkedHashMap<>();
    for (Message message : messages) {
      try {
        List<LineRequest> carried =
            WireFormat.read(message.body(), RequestsAccepted.class).requests();
        Optional<DeadLetter> letter = letter(message);
        if (letter.isPresent()) {
          movedBack.put(message, new Replay(carried, letter.get()));
        } else {
          requests.addAll(carried);
          readable.add(message);
        }
      } catch (UnreadableMessageException e) {
        discard(message, DeadLetterCause.UNREADABLE, e.getMessage());
      }
    }
    recordAll(readable, requests);
    // After those that nobody looked at before, and each by itself.
    movedBack.forEach(this::replay);
  }

  private void recordAll(List<Message> readable, List<LineRequest> requests) {
    if (readable.isEmpty()) {
      return;
    }
    try {
      record(readable, requests);
    } catch (SectionStore.RefusedException e) {
      // One of them does the harm: alone, each either goes through or becomes a dead letter.
      if (readable.size() == 1) {
        discard(readable.getFirst(), DeadLetterCause.NOT_STORABLE, e.getMessage());
      } else {
        readable.forEach(message -> handle(List.of(message)));
      }
    }
  }

  /** A dead letter that an operator moved back. */
  private record Replay(List<LineRequest> requests, DeadLetter letter) {}

  private static Optional<DeadLetter> letter(Message message) throws UnreadableMessageException {
    var attributes = new HashMap<String, String>();
    message.messageAttributes().forEach((name, value) -> attributes.put(name, value.stringValue()));
    try {
      return DeadLetter.read(attributes);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new UnreadableMessageException("attributes that no dead letter of ours has", e);
    }
  }

  private void replay(Message message, Replay replay) {
    try {
      replay.requests().forEach(request -> replayRequest.replay(request, replay.letter()));
      delete(List.of(message));
    } catch (RuntimeException e) {
      LOG.errorf(
          "a dead letter that was moved back, %s, comes again: %s",
          replay.letter().cause(), e.getMessage());
    }
  }

  private void discard(Message message, DeadLetterCause cause, String detail) {
    LOG.errorf("message %s can't be handled: %s, %s", message.messageId(), cause, detail);
    deadLetters.file(
        message.body(),
        DeadLetter.ofMessage(Queue.REQUESTS, cause, detail, receives(message), clock.instant()));
    delete(List.of(message));
  }

  private static int receives(Message message) {
    return Integer.parseInt(
        message.attributes().get(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT));
  }

  private void record(List<Message> messages, List<LineRequest> requests) {
    var waiting = journal.record(requests);
    delete(messages);
    waiting.forEach(worker::wake);
    meters.journaled(requests.size(), sentAt(messages.getFirst()), clock.instant());
  }

  private void delete(List<Message> messages) {
    String url = queueUrl();
    List<DeleteMessageBatchRequestEntry> entries = new ArrayList<>(messages.size());
    for (Message message : messages) {
      entries.add(
          DeleteMessageBatchRequestEntry.builder()
              .id("d" + entries.size())
              .receiptHandle(message.receiptHandle())
              .build());
    }
    // Nobody needs to wait: what is not deleted comes again, and the journal knows it then.
    var unused =
        sqs.deleteMessageBatch(request -> request.queueUrl(url).entries(entries))
            .exceptionally(
                e -> {
                  LOG.warnf(
                      "journaled messages were not deleted and come again: %s", e.getMessage());
                  return null;
                });
  }

  private static Instant sentAt(Message message) {
    String millis = message.attributes().get(MessageSystemAttributeName.SENT_TIMESTAMP);
    return Instant.ofEpochMilli(Long.parseLong(millis));
  }

  private static void pause(Duration pause) {
    try {
      TimeUnit.MILLISECONDS.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Receives no more, and finishes what it has received. First of all to close. */
  void close(@Observes @Priority(100) ShutdownEvent event) throws InterruptedException {
    closing = true;
    receives.values().forEach(answer -> answer.cancel(true));
    for (Thread receiver : receivers) {
      receiver.join(config.drain());
    }
  }
}
