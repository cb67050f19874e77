package io.sugang.waitlist.outbound.sqs;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.sugang.contract.queue.Queue;
import io.sugang.waitlist.config.WaitlistConfig;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/** Whether the requests queue answers. */
@Readiness
@ApplicationScoped
class SqsReady implements AsyncHealthCheck {

  private final SqsAsyncClient sqs;
  private final WaitlistConfig config;

  SqsReady(SqsAsyncClient sqs, WaitlistConfig config) {
    this.sqs = sqs;
    this.config = config;
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    return Uni.createFrom()
        .completionStage(
            () -> sqs.getQueueUrl(request -> request.queueName(Queue.REQUESTS.queueName())))
        .ifNoItem()
        .after(config.sqsTimeout())
        .fail()
        .map(_ -> HealthCheckResponse.up("SQS"))
        .onFailure()
        .recoverWithItem(
            e ->
                HealthCheckResponse.named("SQS")
                    .down()
                    .withData("reason", e.getClass().getSimpleName())
                    .build());
  }
}
