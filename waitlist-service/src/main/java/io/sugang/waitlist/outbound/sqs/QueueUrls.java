package io.sugang.waitlist.outbound.sqs;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/** URLs of queues by their names, asked for once. */
@ApplicationScoped
class QueueUrls {

  private final SqsAsyncClient sqs;
  private final ConcurrentMap<String, String> urls = new ConcurrentHashMap<>();

  QueueUrls(SqsAsyncClient sqs) {
    this.sqs = sqs;
  }

  /** The URL of a queue. */
  String of(String queueName) {
    return urls.computeIfAbsent(
        queueName, name -> sqs.getQueueUrl(request -> request.queueName(name)).join().queueUrl());
  }
}
