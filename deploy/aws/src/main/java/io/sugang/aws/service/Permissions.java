package io.sugang.aws.service;

import io.sugang.aws.messaging.MessagingStack;
import io.sugang.contract.queue.Queue;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.sqs.IQueue;

/** What each service may do with AWS's services, and no more. */
public final class Permissions {

  private static final List<String> SEND =
      List.of("sqs:SendMessage", "sqs:GetQueueUrl", "sqs:GetQueueAttributes");
  private static final List<String> RECEIVE =
      List.of(
          "sqs:ReceiveMessage",
          "sqs:DeleteMessage",
          "sqs:ChangeMessageVisibility",
          "sqs:GetQueueUrl",
          "sqs:GetQueueAttributes");

  private final MessagingStack messaging;

  public Permissions(MessagingStack messaging) {
    this.messaging = messaging;
  }

  /** What a service's role has to allow. */
  public List<PolicyStatement> of(Service service) {
    IQueue requests = messaging.queue(Queue.REQUESTS);
    IQueue notifications = messaging.queue(Queue.NOTIFICATIONS);
    return switch (service) {
      case GATEWAY -> List.of(allow(SEND, requests));
      case ENROLLMENT ->
          List.of(
              allow(
                  RECEIVE,
                  Stream.of(Queue.values()).map(messaging::deadLetters).toArray(IQueue[]::new)),
              // Operators' replays.
              allow(SEND, requests, notifications));
      case WAITLIST ->
          List.of(
              allow(RECEIVE, requests),
              // The sweeper publishes requests again; decisions leave mails.
              allow(SEND, requests, notifications, messaging.deadLetters(Queue.REQUESTS)));
      case NOTIFICATION ->
          List.of(
              allow(RECEIVE, notifications),
              allow(SEND, messaging.deadLetters(Queue.NOTIFICATIONS)),
              PolicyStatement.Builder.create()
                  .actions(List.of("ses:SendEmail"))
                  .resources(messaging.mail().senderArns())
                  .build());
    };
  }

  private static PolicyStatement allow(List<String> actions, IQueue... queues) {
    return PolicyStatement.Builder.create()
        .actions(actions)
        .resources(Stream.of(queues).map(IQueue::getQueueArn).toList())
        .build();
  }
}
