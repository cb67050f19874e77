package io.sugang.waitlist.outbound.sqs;

import io.sugang.contract.decision.DeadLetter;
import io.sugang.contract.message.LineRequest;
import io.sugang.contract.message.MailsDue;
import io.sugang.contract.message.RequestsAccepted;
import io.sugang.contract.message.WireFormat;
import io.sugang.contract.queue.Queue;
import io.sugang.lifecycle.queue.DeadLetterQueue;
import io.sugang.lifecycle.queue.QueueUrls;
import io.sugang.waitlist.application.DeadLetters;
import io.sugang.waitlist.application.WaitlistMeters;
import io.sugang.waitlist.application.outbox.Notifications;
import io.sugang.waitlist.application.recover.RequestBacklog;
import io.sugang.waitlist.config.WaitlistConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** What the worker sends to queues and asks of them. */
@ApplicationScoped
class SqsQueues implements Notifications, DeadLetters, RequestBacklog {

  private final SqsAsyncClient sqs;
  private final QueueUrls urls;
  private final WaitlistMeters meters;
  private final WaitlistConfig config;
  private final DeadLetterQueue deadLetters;

  SqsQueues(SqsAsyncClient sqs, QueueUrls urls, WaitlistMeters meters, WaitlistConfig config) {
    this.sqs = sqs;
    this.urls = urls;
    this.meters = meters;
    this.config = config;
    this.deadLetters = new DeadLetterQueue(sqs, urls, Queue.REQUESTS, config.sqsTimeout());
  }

  @Override
  public void publish(List<Long> mails) {
    String url = await(urls.of(Queue.NOTIFICATIONS.queueName()));
    var entries = new ArrayList<SendMessageBatchRequestEntry>();
    for (int from = 0; from < mails.size(); from += MailsDue.MAX_MAILS) {
      var due =
          new MailsDue(mails.subList(from, Math.min(mails.size(), from + MailsDue.MAX_MAILS)));
      entries.add(
          SendMessageBatchRequestEntry.builder()
              .id("m" + from)
              .messageBody(WireFormat.write(due))
              .build());
    }
    var response = await(sqs.sendMessageBatch(request -> request.queueUrl(url).entries(entries)));
    if (response.hasFailed() && !response.failed().isEmpty()) {
      throw new IllegalStateException(
          "SQS refused %d of %d messages".formatted(response.failed().size(), entries.size()));
    }
  }

  @Override
  public void file(LineRequest request, DeadLetter letter) {
    file(WireFormat.write(new RequestsAccepted(List.of(request))), letter);
  }

  @Override
  public void file(String body, DeadLetter letter) {
    deadLetters.file(body, letter);
    meters.deadLetter();
  }

  @Override
  public boolean isEmpty() {
    String url = await(urls.of(Queue.REQUESTS.queueName()));
    var attributes =
        await(
                sqs.getQueueAttributes(
                    request ->
                        request
                            .queueUrl(url)
                            .attributeNames(
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED)))
            .attributes();
    return attributes.values().stream().allMatch("0"::equals);
  }

  private <T> T await(CompletionStage<T> answer) {
    try {
      return answer
          .toCompletableFuture()
          .orTimeout(config.sqsTimeout().toMillis(), TimeUnit.MILLISECONDS)
          .join();
    } catch (CompletionException e) {
      throw new IllegalStateException("SQS: " + e.getCause(), e);
    }
  }
}
