package io.sugang.notification.inbound.sqs;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.sugang.contract.decision.DeadLetter;
import io.sugang.contract.decision.DeadLetterCause;
import io.sugang.contract.message.MailsDue;
import io.sugang.contract.message.WireFormat;
import io.sugang.contract.message.WireFormat.UnreadableMessageException;
import io.sugang.contract.queue.Queue;
import io.sugang.notification.application.send.SendMail;
import io.sugang.notification.config.NotificationConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

/** Receives mail intents: parse → send → acknowledge. */
@ApplicationScoped
class MailsConsumer {

  private static final Logger LOG = Logger.getLogger(MailsConsumer.class);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

  private final SqsAsyncClient sqs;
  private final SendMail sendMail;
  private final NotificationConfig config;
  private final Clock clock;
  private final ConcurrentMap<String, String> urls = new ConcurrentHashMap<>();
  private final Semaphore permits;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile CompletableFuture<ReceiveMessageResponse> waiting =
      CompletableFuture.completedFuture(null);
  private volatile boolean closing;
  private Thread receiver;

  /** What becomes of a message. */
  private sealed interface Outcome {
    record Done() implements Outcome {}

    record Retry(Duration after) implements Outcome {}

    record Discard(String why) implements Outcome {}
  }

  MailsConsumer(SqsAsyncClient sqs, SendMail sendMail, NotificationConfig config, Clock clock) {
    this.sqs = sqs;
    this.sendMail = sendMail;
    this.config = config;
    this.clock = clock;
    this.permits = new Semaphore(config.parallelMails());
  }

  void start(@Observes StartupEvent event) {
    receiver = Thread.ofVirtual().name("receiver").start(this::receiveAll);
  }

  private void receiveAll() {
    while (!closing) {
      try {
        String queue = url(Queue.NOTIFICATIONS.queueName());
        List<Future<Void>> inHand =
            receive(queue).stream().map(message -> threads.submit(task(queue, message))).toList();
        for (Future<Void> message : inHand) {
          message.get();
        }
      } catch (CancellationException e) {
        LOG.debug("stopped waiting for messages");
      } catch (RuntimeException | Error | ExecutionException e) {
        LOG.warnf("messages come back after their time-out: %s", e.getMessage());
        pause();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private List<Message> receive(String queue) {
    // One message at a time holds ten mails: enough to keep all places busy, little enough to end
    // in time.
    waiting =
        sqs.receiveMessage(
            request ->
                request
                    .queueUrl(queue)
                    .maxNumberOfMessages(1)
                    .messageSystemAttributeNames(
                        MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT)
                    .waitTimeSeconds((int) config.receiveWait().toSeconds()));
    if (closing) {
      waiting.cancel(true);
    }
    return await(waiting, config.receiveWait().plus(config.sqsTimeout())).messages();
  }

  private Callable<Void> task(String queue, Message message) {
    return () -> {
      acknowledge(queue, message, handle(message));
      return null;
    };
  }

  private Outcome handle(Message message) {
    try {
      MailsDue due = WireFormat.read(message.body(), MailsDue.class);
      List<Future<Boolean>> mails =
          due.mails().stream().map(id -> threads.submit(() -> sendWithPermit(id))).toList();
      boolean allDone = true;
      for (Future<Boolean> mail : mails) {
        allDone &= mail.get();
      }
      // The last allowed receive would make it a dead letter. The database brings the intents back
      // all
      // the same.
      return allDone || isLastReceive(message)
          ? new Outcome.Done()
          : new Outcome.Retry(config.retryAfter());
    } catch (UnreadableMessageException e) {
      return new Outcome.Discard(e.getMessage());
    } catch (ExecutionException e) {
      LOG.warnf("message %s is tried again: %s", message.messageId(), e.getCause());
      return new Outcome.Retry(config.retryAfter());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome.Retry(Duration.ZERO);
    }
  }

  private static boolean isLastReceive(Message message) {
    return receives(message) >= Queue.NOTIFICATIONS.maxReceives();
  }

  private static int receives(Message message) {
    return Integer.parseInt(
        message.attributes().get(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT));
  }

  private boolean sendWithPermit(long id) {
    permits.acquireUninterruptibly();
    try {
      return sendMail.send(id);
    } finally {
      permits.release();
    }
  }

  private void acknowledge(String queue, Message message, Outcome outcome) {
    switch (outcome) {
      case Outcome.Done _ -> delete(queue, message);
      case Outcome.Retry(var after) ->
          await(
              sqs.changeMessageVisibility(
                  request ->
                      request
                          .queueUrl(queue)
                          .receiptHandle(message.receiptHandle())
                          .visibilityTimeout((int) after.toSeconds())),
              config.sqsTimeout());
      case Outcome.Discard(var why) -> {
        LOG.errorf("message %s is unreadable: %s", message.messageId(), why);
        fileDeadLetter(message, why);
        delete(queue, message);
      }
    }
  }

  private void delete(String queue, Message message) {
    var unused =
        await(
            sqs.deleteMessage(
                request -> request.queueUrl(queue).receiptHandle(message.receiptHandle())),
            config.sqsTimeout());
  }

  private void fileDeadLetter(Message message, String why) {
    String deadLetters = url(Queue.NOTIFICATIONS.deadLetterQueueName());
    var letter =
        DeadLetter.ofMessage(
            Queue.NOTIFICATIONS,
            DeadLetterCause.UNREADABLE,
            why,
            receives(message),
            clock.instant());
    var attributes = new HashMap<String, MessageAttributeValue>();
    letter
        .attributes()
        .forEach(
            (name, value) ->
                attributes.put(
                    name,
                    MessageAttributeValue.builder().dataType("String").stringValue(value).build()));
    var unused =
        await(
            sqs.sendMessage(
                request ->
                    request
                        .queueUrl(deadLetters)
                        .messageBody(message.body())
                        .messageAttributes(attributes)),
            config.sqsTimeout());
  }

  private String url(String queueName) {
    return urls.computeIfAbsent(
        queueName,
        name ->
            await(sqs.getQueueUrl(request -> request.queueName(name)), config.sqsTimeout())
                .queueUrl());
  }

  private static <T> T await(CompletableFuture<T> answer, Duration patience) {
    try {
      return answer.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS).join();
    } catch (CompletionException e) {
      throw new IllegalStateException("SQS: " + e.getCause(), e);
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_AFTER_FAILURE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Receives no more, and finishes the mails in hand. */
  void close(@Observes ShutdownEvent event) throws InterruptedException {
    closing = true;
    waiting.cancel(true);
    if (receiver != null) {
      receiver.join(config.drain());
    }
    threads.shutdown();
  }
}
