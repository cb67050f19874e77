package io.sugang.waitlist.outbound.sqs;

import io.sugang.lifecycle.queue.QueueUrls;
import io.sugang.waitlist.config.WaitlistConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/** Where the queues are, found once for all who use them. */
@ApplicationScoped
class KnownQueues {

  @Produces
  @Singleton
  QueueUrls urls(SqsAsyncClient sqs, WaitlistConfig config) {
    return new QueueUrls(sqs, config.sqsTimeout());
  }
}
