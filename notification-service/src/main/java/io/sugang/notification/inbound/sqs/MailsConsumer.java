package io.sugang.notification.inbound.sqs;

import io.sugang.contract.decision.DeadLetter;
import io.sugang.contract.decision.DeadLetterCause;
import io.sugang.contract.message.MailsDue;
import io.sugang.contract.message.WireFormat;
import io.sugang.contract.message.WireFormat.UnreadableMessageException;
import io.sugang.contract.queue.Queue;
import io.sugang.lifecycle.queue.DeadLetterQueue;
import io.sugang.lifecycle.queue.Delivery;
import io.sugang.lifecycle.queue.Outcome;
import io.sugang.lifecycle.queue.QueueConsumer;
import io.sugang.lifecycle.queue.QueueUrls;
import io.sugang.lifecycle.queue.Receiving;
import io.sugang.notification.application.send.SendMail;
import io.sugang.notification.config.NotificationConfig;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/** Receives mail intents: parse → send → acknowledge. */
@Singleton
@Priority(100)
class MailsConsumer extends QueueConsumer<MailsConsumer.Due> {

  private static final Logger LOG = Logger.getLogger(MailsConsumer.class);

  private final SendMail sendMail;
  private final NotificationConfig config;
  private final Semaphore permits;

  /** Nobody interrupts these: a mail that SES has must be noted as sent. */
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @Inject
  MailsConsumer(SqsAsyncClient sqs, SendMail sendMail, NotificationConfig config, Clock clock) {
    this(sqs, new QueueUrls(sqs, config.sqsTimeout()), sendMail, config, clock);
  }

  private MailsConsumer(
      SqsAsyncClient sqs,
      QueueUrls urls,
      SendMail sendMail,
      NotificationConfig config,
      Clock clock) {
    // One message at a time holds ten mails: enough to use all permits, little enough to end in
    // time.
    super(
        "send-mails",
        sqs,
        urls,
        new Receiving(
            Queue.NOTIFICATIONS, 1, 1, config.receiveWait(), Duration.ZERO, config.sqsTimeout()),
        new DeadLetterQueue(sqs, urls, Queue.NOTIFICATIONS, config.sqsTimeout())::file,
        clock);
    this.sendMail = sendMail;
    this.config = config;
    this.permits = new Semaphore(config.parallelMails());
  }

  /**
   * What a message carries.
   *
   * @param isReplay whether an operator wants mails sent that failed
   */
  record Due(MailsDue due, boolean isReplay) {}

  @Override
  protected Due parse(String body, Map<String, String> attributes)
      throws UnreadableMessageException {
    return new Due(
        WireFormat.read(body, MailsDue.class),
        DeadLetterCause.MAIL_FAILED.wireName().equals(attributes.get(DeadLetter.CAUSE)));
  }

  @Override
  protected void handle(List<Delivery<Due>> received) throws InterruptedException {
    for (Delivery<Due> delivery : received) {
      acknowledge(List.of(delivery), send(delivery));
    }
  }

  private Outcome send(Delivery<Due> delivery) throws InterruptedException {
    try {
      var sends = new ArrayList<Future<Boolean>>();
      boolean isReplay = delivery.content().isReplay();
      for (long id : delivery.content().due().mails()) {
        sends.add(threads.submit(() -> sendWithPermit(id, isReplay)));
      }
      boolean allDone = true;
      for (Future<Boolean> mail : sends) {
        allDone &= mail.get();
      }
      return allDone ? new Outcome.Done() : again(delivery);
    } catch (ExecutionException e) {
      LOG.warnf("message %s is tried again: %s", delivery.id(), e.getCause());
      return new Outcome.Retry(config.retryAfter());
    }
  }

  /**
   * The last allowed receive would make it a dead letter. The database brings the intents back all
   * the same.
   */
  private Outcome again(Delivery<Due> delivery) {
    return delivery.receives() >= Queue.NOTIFICATIONS.maxReceives()
        ? new Outcome.Done()
        : new Outcome.Retry(config.retryAfter());
  }

  private boolean sendWithPermit(long id, boolean isReplay) {
    permits.acquireUninterruptibly();
    try {
      return isReplay ? sendMail.sendFailed(id) : sendMail.send(id);
    } finally {
      permits.release();
    }
  }

  @Override
  protected void complain(Throwable failure, boolean again) {
    LOG.logf(
        again ? Logger.Level.DEBUG : Logger.Level.WARN,
        "no mails are received now, or they come back after their time-out: %s",
        failure.getMessage());
  }
}
