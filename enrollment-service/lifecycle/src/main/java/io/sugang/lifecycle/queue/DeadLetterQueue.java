package io.sugang.lifecycle.queue;

import io.sugang.contract.decision.DeadLetter;
import io.sugang.contract.queue.Queue;
import java.time.Duration;
import java.util.HashMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** Where messages go that can't be handled. */
public final class DeadLetterQueue {

  /** Characters; a message's attributes must have room beside it. */
  private static final int BODY_LIMIT = 200_000;

  private final SqsAsyncClient sqs;
  private final QueueUrls urls;
  private final String queueName;
  private final Duration patience;

  /**
   * @param queue whose dead letters these are
   * @param patience longest time for SQS's answer
   */
  public DeadLetterQueue(SqsAsyncClient sqs, QueueUrls urls, Queue queue, Duration patience) {
    this.sqs = sqs;
    this.urls = urls;
    this.queueName = queue.deadLetterQueueName();
    this.patience = patience;
  }

  /**
   * Files a body, and returns when the queue has it.
   *
   * @throws IllegalStateException if SQS does not take it
   */
  public void file(String body, DeadLetter letter) {
    String kept = body.length() > BODY_LIMIT ? body.substring(0, BODY_LIMIT) : body;
    var attributes = new HashMap<String, MessageAttributeValue>();
    letter
        .attributes()
        .forEach(
            (name, value) ->
                attributes.put(
                    name,
                    MessageAttributeValue.builder().dataType("String").stringValue(value).build()));
    try {
      var unused =
          urls.of(queueName)
              .thenCompose(
                  url ->
                      sqs.sendMessage(
                          request ->
                              request
                                  .queueUrl(url)
                                  .messageBody(kept)
                                  .messageAttributes(attributes)))
              .toCompletableFuture()
              .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
              .join();
    } catch (CompletionException e) {
      throw new IllegalStateException("SQS: " + e.getCause(), e);
    }
  }
}
