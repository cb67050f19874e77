package io.sugang.lifecycle.queue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/** URLs of queues by their names, each found once. */
public final class QueueUrls {

  private final SqsAsyncClient sqs;
  private final Duration patience;
  private final ConcurrentMap<String, CompletableFuture<String>> urls = new ConcurrentHashMap<>();

  /**
   * @param patience longest time for SQS's answer
   */
  public QueueUrls(SqsAsyncClient sqs, Duration patience) {
    this.sqs = sqs;
    this.patience = patience;
  }

  /** The URL of a queue. Completes at once if it is known, else on a thread of the AWS client. */
  public CompletionStage<String> of(String queueName) {
    return urls.compute(
        queueName,
        (name, known) -> known == null || known.isCompletedExceptionally() ? ask(name) : known);
  }

  private CompletableFuture<String> ask(String queueName) {
    return sqs.getQueueUrl(request -> request.queueName(queueName))
        .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .thenApply(answer -> answer.queueUrl());
  }
}
