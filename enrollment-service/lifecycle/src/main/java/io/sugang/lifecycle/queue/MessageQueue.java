package io.sugang.lifecycle.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

/** What a consumer asks of its queue. */
final class MessageQueue {

  private static final Logger LOG = Logger.getLogger(MessageQueue.class);

  /** Entries of one call, at most. */
  private static final int SQS_BATCH = 10;

  private final SqsAsyncClient sqs;
  private final QueueUrls urls;
  private final Receiving receiving;

  MessageQueue(SqsAsyncClient sqs, QueueUrls urls, Receiving receiving) {
    this.sqs = sqs;
    this.urls = urls;
    this.receiving = receiving;
  }

  Poll poll() {
    return new Poll();
  }

  /** Receives for one thread, until it is closed. */
  final class Poll implements AutoCloseable {

    private volatile CompletableFuture<?> waiting = CompletableFuture.completedFuture(null);
    private volatile boolean isClosed;

    /**
     * Waits for messages; none if it is closed meanwhile.
     *
     * @throws IllegalStateException if SQS does not answer, or with an error
     */
    List<Message> receive() throws InterruptedException {
      CompletableFuture<ReceiveMessageResponse> answer =
          urls.of(receiving.queue().queueName()).toCompletableFuture().thenCompose(this::ask);
      try {
        return answer.get().messages();
      } catch (ExecutionException e) {
        if (isClosed) {
          return List.of();
        }
        throw new IllegalStateException("SQS: " + e.getCause(), e);
      } catch (CancellationException e) {
        return List.of();
      }
    }

    private CompletableFuture<ReceiveMessageResponse> ask(String url) {
      CompletableFuture<ReceiveMessageResponse> asked =
          sqs.receiveMessage(
              request ->
                  request
                      .queueUrl(url)
                      .maxNumberOfMessages(receiving.together())
                      .waitTimeSeconds((int) receiving.longPoll().toSeconds())
                      .messageAttributeNames("All")
                      .messageSystemAttributeNames(
                          MessageSystemAttributeName.SENT_TIMESTAMP,
                          MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT));
      // The call itself: one that went on would take messages that nobody sees.
      var unused =
          asked.orTimeout(
              receiving.longPoll().plus(receiving.patience()).toMillis(), TimeUnit.MILLISECONDS);
      waiting = asked;
      if (isClosed) {
        asked.cancel(true);
      }
      return asked;
    }

    @Override
    public void close() {
      isClosed = true;
      waiting.cancel(true);
    }
  }

  /** Nobody needs to wait: what is not deleted comes again, and its handler knows it then. */
  CompletableFuture<Void> delete(List<? extends Delivery<?>> deliveries) {
    return inBatches(
        deliveries,
        (url, some) ->
            sqs.deleteMessageBatch(
                request ->
                    request
                        .queueUrl(url)
                        .entries(
                            entries(
                                some,
                                (id, delivery) ->
                                    DeleteMessageBatchRequestEntry.builder()
                                        .id(id)
                                        .receiptHandle(delivery.receiptHandle())
                                        .build()))),
        "handled messages were not deleted and come again: %s");
  }

  /** Nobody needs to wait: else they come again after the visibility time-out. */
  CompletableFuture<Void> retry(List<? extends Delivery<?>> deliveries, Duration after) {
    return inBatches(
        deliveries,
        (url, some) ->
            sqs.changeMessageVisibilityBatch(
                request ->
                    request
                        .queueUrl(url)
                        .entries(
                            entries(
                                some,
                                (id, delivery) ->
                                    ChangeMessageVisibilityBatchRequestEntry.builder()
                                        .id(id)
                                        .receiptHandle(delivery.receiptHandle())
                                        .visibilityTimeout((int) after.toSeconds())
                                        .build()))),
        "messages come again after their time-out: %s");
  }

  /** A call about some messages. */
  private interface Call {
    CompletableFuture<? extends Object> about(String url, List<? extends Delivery<?>> some);
  }

  private interface Entry<E> {
    E of(String id, Delivery<?> delivery);
  }

  /** Completes when SQS has answered, whatever it said. */
  private CompletableFuture<Void> inBatches(
      List<? extends Delivery<?>> deliveries, Call call, String otherwise) {
    var answers = new ArrayList<CompletableFuture<?>>();
    for (int from = 0; from < deliveries.size(); from += SQS_BATCH) {
      List<? extends Delivery<?>> some =
          deliveries.subList(from, Math.min(deliveries.size(), from + SQS_BATCH));
      answers.add(
          urls.of(receiving.queue().queueName())
              .thenCompose(url -> call.about(url, some))
              .toCompletableFuture()
              .orTimeout(receiving.patience().toMillis(), TimeUnit.MILLISECONDS)
              .exceptionally(
                  e -> {
                    LOG.warnf(otherwise, e.getMessage());
                    return null;
                  }));
    }
    return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new));
  }

  private static <E> List<E> entries(List<? extends Delivery<?>> deliveries, Entry<E> entry) {
    var entries = new ArrayList<E>(deliveries.size());
    for (Delivery<?> delivery : deliveries) {
      entries.add(entry.of("d" + entries.size(), delivery));
    }
    return entries;
  }
}
