package io.sugang.gateway.outbound.sqs;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sugang.contract.message.LineRequest;
import io.sugang.contract.message.RequestsAccepted;
import io.sugang.contract.message.WireFormat;
import io.sugang.contract.queue.Queue;
import io.sugang.gateway.application.GatewayMetric;
import io.sugang.gateway.application.join.RequestPublisher;
import io.sugang.gateway.config.GatewayConfig;
import io.sugang.lifecycle.queue.QueueUrls;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/** Publishes to the queue of requests. */
@ApplicationScoped
class SqsRequestPublisher implements RequestPublisher {

  private final SqsAsyncClient sqs;
  private final GatewayConfig config;
  private final Timer duration;
  private final DistributionSummary size;
  private final QueueUrls urls;

  SqsRequestPublisher(SqsAsyncClient sqs, GatewayConfig config, MeterRegistry meters) {
    this.sqs = sqs;
    this.config = config;
    this.urls = new QueueUrls(sqs, config.publishDeadline());
    this.duration =
        Timer.builder(GatewayMetric.PUBLISH_DURATION.id())
            .description("From a message's sending to SQS's acknowledgement")
            .publishPercentileHistogram()
            .register(meters);
    this.size =
        DistributionSummary.builder(GatewayMetric.PUBLISH_SIZE.id())
            .description("Requests that share a message")
            .baseUnit("requests")
            .register(meters);
  }

  @Override
  public CompletionStage<Void> publish(List<LineRequest> requests) {
    size.record(requests.size());
    String body = WireFormat.write(new RequestsAccepted(requests));
    long startedAt = System.nanoTime();
    return urls.of(Queue.REQUESTS.queueName())
        .thenCompose(url -> sqs.sendMessage(request -> request.queueUrl(url).messageBody(body)))
        .toCompletableFuture()
        .orTimeout(config.publishDeadline().toMillis(), TimeUnit.MILLISECONDS)
        .<Void>thenApply(_ -> null)
        .whenComplete(
            (_, _) -> duration.record(System.nanoTime() - startedAt, TimeUnit.NANOSECONDS));
  }
}
