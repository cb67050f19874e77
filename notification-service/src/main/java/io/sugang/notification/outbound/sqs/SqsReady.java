package io.sugang.notification.outbound.sqs;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.sugang.contract.queue.Queue;
import io.sugang.notification.config.NotificationConfig;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/** Whether the notifications queue answers. */
@Readiness
@ApplicationScoped
class SqsReady implements AsyncHealthCheck {

  private final SqsAsyncClient sqs;
  private final NotificationConfig config;

  SqsReady(SqsAsyncClient sqs, NotificationConfig config) {
    this.sqs = sqs;
    this.config = config;
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    return Uni.createFrom()
        .completionStage(
            () -> sqs.getQueueUrl(request -> request.queueName(Queue.NOTIFICATIONS.queueName())))
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
