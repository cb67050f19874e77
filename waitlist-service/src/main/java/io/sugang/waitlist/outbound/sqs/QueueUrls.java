package io.sugang.waitlist.outbound.sqs;

import io.sugang.waitlist.config.WaitlistConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/** URLs of queues by their names, asked for once. */
@ApplicationScoped
class QueueUrls {

  private final SqsAsyncClient sqs;
  private final WaitlistConfig config;
  private final ConcurrentMap<String, String> urls = new ConcurrentHashMap<>();

  QueueUrls(SqsAsyncClient sqs, WaitlistConfig config) {
    this.sqs = sqs;
    this.config = config;
  }

  /** The URL of a queue. */
  String of(String queueName) {
    return urls.computeIfAbsent(
        queueName,
        name ->
            sqs.getQueueUrl(request -> request.queueName(name))
                .orTimeout(config.sqsTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .join()
                .queueUrl());
  }
}
