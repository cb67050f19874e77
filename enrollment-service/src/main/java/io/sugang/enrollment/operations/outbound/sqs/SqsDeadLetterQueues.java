package io.sugang.enrollment.operations.outbound.sqs;

import io.sugang.contract.queue.Queue;
import io.sugang.enrollment.config.EnrollmentConfig;
import io.sugang.enrollment.operations.application.DeadLetterQueues;
import io.sugang.enrollment.operations.domain.FoundLetter;
import io.sugang.lifecycle.queue.QueueUrls;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** The dead letter queues in SQS. */
@ApplicationScoped
class SqsDeadLetterQueues implements DeadLetterQueues {

  private static final Logger LOG = Logger.getLogger(SqsDeadLetterQueues.class);

  /** Messages of one call, at most. */
  private static final int SQS_BATCH = 10;

  private final SqsAsyncClient sqs;
  private final QueueUrls urls;
  private final EnrollmentConfig config;

  SqsDeadLetterQueues(SqsAsyncClient sqs, EnrollmentConfig config) {
    this.sqs = sqs;
    this.urls = new QueueUrls(sqs, config.sqsTimeout());
    this.config = config;
  }

  @Override
  public List<Held> look(Queue queue) {
    String url = url(queue);
    return await(
            sqs.receiveMessage(
                request ->
                    request
                        .queueUrl(url)
                        .maxNumberOfMessages(SQS_BATCH)
                        .waitTimeSeconds((int) config.letterWait().toSeconds())
                        .visibilityTimeout((int) config.letterHiding().toSeconds())
                        .messageAttributeNames("All")
                        .messageSystemAttributeNames(MessageSystemAttributeName.SENT_TIMESTAMP)))
        .messages()
        .stream()
        .map(
            message ->
                new Held(letter(queue, message), message.messageId(), message.receiptHandle()))
        .toList();
  }

  private static FoundLetter letter(Queue queue, Message message) {
    var attributes = new HashMap<String, String>();
    message
        .messageAttributes()
        .forEach(
            (name, value) -> {
              if (value.stringValue() != null) {
                attributes.put(name, value.stringValue());
              }
            });
    String sentAt = message.attributes().get(MessageSystemAttributeName.SENT_TIMESTAMP);
    return new FoundLetter(
        queue, message.body(), attributes, Instant.ofEpochMilli(Long.parseLong(sentAt)));
  }

  @Override
  public void putBack(Queue queue, List<Held> letters) {
    try {
      for (int from = 0; from < letters.size(); from += SQS_BATCH) {
        putBackTogether(
            url(queue), letters.subList(from, Math.min(letters.size(), from + SQS_BATCH)));
      }
    } catch (IllegalStateException e) {
      LOG.debugf("dead letters stay hidden for a while: %s", e.getMessage());
    }
  }

  private void putBackTogether(String url, List<Held> letters) {
    var entries = new ArrayList<ChangeMessageVisibilityBatchRequestEntry>();
    for (Held letter : letters) {
      entries.add(
          ChangeMessageVisibilityBatchRequestEntry.builder()
              .id("l" + entries.size())
              .receiptHandle(letter.handle())
              .visibilityTimeout(0)
              .build());
    }
    var unused =
        await(sqs.changeMessageVisibilityBatch(request -> request.queueUrl(url).entries(entries)));
  }

  @Override
  public void delete(Queue queue, List<Held> letters) {
    for (int from = 0; from < letters.size(); from += SQS_BATCH) {
      var entries = new ArrayList<DeleteMessageBatchRequestEntry>();
      for (Held letter : letters.subList(from, Math.min(letters.size(), from + SQS_BATCH))) {
        entries.add(
            DeleteMessageBatchRequestEntry.builder()
                .id("l" + entries.size())
                .receiptHandle(letter.handle())
                .build());
      }
      var unused =
          await(sqs.deleteMessageBatch(request -> request.queueUrl(url(queue)).entries(entries)));
    }
  }

  @Override
  public void replay(Queue queue, String body, Map<String, String> attributes) {
    String url = await(urls.of(queue.queueName()).toCompletableFuture());
    var marks = new HashMap<String, MessageAttributeValue>();
    attributes.forEach(
        (name, value) ->
            marks.put(
                name,
                MessageAttributeValue.builder().dataType("String").stringValue(value).build()));
    var unused =
        await(
            sqs.sendMessage(
                request -> request.queueUrl(url).messageBody(body).messageAttributes(marks)));
  }

  private String url(Queue queue) {
    return await(urls.of(queue.deadLetterQueueName()).toCompletableFuture());
  }

  private <T> T await(CompletableFuture<T> answer) {
    Duration patience = config.sqsTimeout().plus(config.letterWait());
    try {
      return answer.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS).join();
    } catch (CompletionException e) {
      throw new IllegalStateException("SQS: " + e.getCause(), e);
    }
  }
}
