package io.sugang.aws.messaging;

import io.sugang.aws.RegionalStack;
import io.sugang.contract.queue.Queue;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.sqs.CfnQueue;
import software.amazon.awscdk.services.sqs.DeadLetterQueue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/** The queues of {@link Queue}, each with its dead letter queue, and the mail's way out. */
public final class MessagingStack extends RegionalStack {

  private final Map<Queue, software.amazon.awscdk.services.sqs.Queue> queues =
      new EnumMap<>(Queue.class);
  private final Map<Queue, software.amazon.awscdk.services.sqs.Queue> deadLetters =
      new EnumMap<>(Queue.class);
  private final Mail mail;

  public MessagingStack(Construct scope) {
    super(scope, "messaging", "Sugang: queues, dead letters, mail");
    for (Queue queue : Queue.values()) {
      addQueue(queue);
    }
    mail = new Mail(this);
  }

  private void addQueue(Queue queue) {
    String id = queue.name().charAt(0) + queue.name().substring(1).toLowerCase(Locale.ROOT);
    var letters = queue(id + "DeadLetters", queue.deadLetterQueueName()).build();
    // Fixed names: the queue's redrive policy names the letters' ARN, so theirs can't refer to it.
    var allow = new LinkedHashMap<String, Object>();
    allow.put("redrivePermission", "byQueue");
    allow.put(
        "sourceQueueArns",
        List.of(
            formatArn(ArnComponents.builder().service("sqs").resource(queue.queueName()).build())));
    ((CfnQueue) letters.getNode().getDefaultChild()).setRedriveAllowPolicy(allow);
    queues.put(
        queue,
        queue(id, queue.queueName())
            .visibilityTimeout(Duration.seconds(queue.visibilityTimeout().toSeconds()))
            .deadLetterQueue(
                DeadLetterQueue.builder()
                    .queue(letters)
                    .maxReceiveCount(queue.maxReceives())
                    .build())
            .build());
    deadLetters.put(queue, letters);
  }

  private software.amazon.awscdk.services.sqs.Queue.Builder queue(String id, String name) {
    return software.amazon.awscdk.services.sqs.Queue.Builder.create(this, id)
        .queueName(name)
        .encryption(QueueEncryption.SQS_MANAGED)
        .enforceSsl(true)
        .retentionPeriod(Duration.days(Queue.RETENTION.toDays()))
        .removalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
  }

  public software.amazon.awscdk.services.sqs.Queue queue(Queue queue) {
    return queues.get(queue);
  }

  public software.amazon.awscdk.services.sqs.Queue deadLetters(Queue queue) {
    return deadLetters.get(queue);
  }

  public Mail mail() {
    return mail;
  }
}
