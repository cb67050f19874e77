package io.sugang.gateway.outbound.sqs;

import io.sugang.contract.message.LineRequest;
import io.sugang.contract.message.RequestsAccepted;
import io.sugang.contract.message.WireFormat;
import io.sugang.contract.queue.Queue;
import io.sugang.gateway.application.join.Rehearsed;
import io.sugang.gateway.application.join.RequestPublisher;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/** Writes the message, and instead of sending it asks SQS for a queue by its name. */
@Rehearsed
@Singleton
class RehearsedPublisher implements RequestPublisher {

  private final SqsAsyncClient sqs;

  RehearsedPublisher(SqsAsyncClient sqs) {
    this.sqs = sqs;
  }

  @Override
  public CompletionStage<Void> publish(List<LineRequest> requests) {
    String body = WireFormat.write(new RequestsAccepted(requests));
    return body.isEmpty()
        ? CompletableFuture.failedStage(new IllegalStateException("no message was written"))
        : sqs.getQueueUrl(question -> question.queueName(Queue.REQUESTS.queueName()))
            .thenApply(_ -> null);
  }
}
