package io.sugang.notification.outbound.sqs;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.sugang.contract.queue.Queue;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/** Whether the notifications queue answers. */
@Readiness
@ApplicationScoped
class SqsReady implements AsyncHealthCheck {

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final SqsAsyncClient sqs;

  SqsReady(SqsAsyncClient sqs) {
    this.sqs = sqs;
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    return Uni.createFrom()
        .completionStage(
            () -> sqs.getQueueUrl(request -> request.queueName(Queue.NOTIFICATIONS.queueName())))
        .ifNoItem()
        .after(PATIENCE)
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
