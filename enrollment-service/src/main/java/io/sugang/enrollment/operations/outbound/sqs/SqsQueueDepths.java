package io.sugang.enrollment.operations.outbound.sqs;

import io.sugang.contract.queue.Queue;
import io.sugang.enrollment.config.EnrollmentConfig;
import io.sugang.enrollment.operations.application.QueueDepths;
import io.sugang.enrollment.operations.domain.QueueDepth;
import io.sugang.lifecycle.queue.QueueUrls;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The queues' own counts. */
@ApplicationScoped
class SqsQueueDepths implements QueueDepths {

  private final SqsAsyncClient sqs;
  private final QueueUrls urls;
  private final EnrollmentConfig config;

  SqsQueueDepths(SqsAsyncClient sqs, EnrollmentConfig config) {
    this.sqs = sqs;
    this.urls = new QueueUrls(sqs, config.sqsTimeout());
    this.config = config;
  }

  @Override
  public List<QueueDepth> look() {
    // All at once.
    List<CompletableFuture<QueueDepth>> depths =
        Stream.of(Queue.values())
            .flatMap(queue -> Stream.of(queue.queueName(), queue.deadLetterQueueName()))
            .map(this::depth)
            .toList();
    try {
      return depths.stream()
          .map(
              depth ->
                  depth.orTimeout(config.sqsTimeout().toMillis(), TimeUnit.MILLISECONDS).join())
          .toList();
    } catch (CompletionException e) {
      throw new IllegalStateException("SQS: " + e.getCause(), e);
    }
  }

  private CompletableFuture<QueueDepth> depth(String queue) {
    return urls.of(queue)
        .thenCompose(
            url ->
                sqs.getQueueAttributes(
                    request ->
                        request
                            .queueUrl(url)
                            .attributeNames(
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED)))
        .thenApply(
            answer ->
                new QueueDepth(
                    queue,
                    number(
                        answer.attributes().get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES)),
                    number(
                        answer
                            .attributes()
                            .get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE)),
                    number(
                        answer
                            .attributes()
                            .get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED))))
        .toCompletableFuture();
  }

  private static long number(String text) {
    return text == null ? 0 : Long.parseLong(text);
  }
}
