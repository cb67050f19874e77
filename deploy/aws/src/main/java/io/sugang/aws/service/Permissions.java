package io.sugang.aws.service;

import io.sugang.aws.messaging.MessagingStack;
import io.sugang.contract.queue.Queue;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.sqs.IQueue;

/** What each service may do with AWS's services, and no more. */
final class Permissions {

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

  Permissions(MessagingStack messaging) {
    this.messaging = messaging;
  }

  void grant(Map<Service, ServiceFleet> fleets) {
    IQueue requests = messaging.queue(Queue.REQUESTS);
    IQueue notifications = messaging.queue(Queue.NOTIFICATIONS);
    allow(fleets.get(Service.GATEWAY), SEND, requests);

    ServiceFleet worker = fleets.get(Service.WAITLIST);
    allow(worker, RECEIVE, requests);
    // The sweeper publishes requests again; decisions leave mails.
    allow(worker, SEND, requests, notifications, messaging.deadLetters(Queue.REQUESTS));

    worker
        .task()
        .definition()
        .addToTaskRolePolicy(
            PolicyStatement.Builder.create()
                .actions(List.of("ecs:UpdateTaskProtection"))
                .resources(List.of(tasksOfTheCluster(worker)))
                .build());

    ServiceFleet notifier = fleets.get(Service.NOTIFICATION);
    allow(notifier, RECEIVE, notifications);
    allow(notifier, SEND, messaging.deadLetters(Queue.NOTIFICATIONS));
    notifier
        .task()
        .definition()
        .addToTaskRolePolicy(
            PolicyStatement.Builder.create()
                .actions(List.of("ses:SendEmail"))
                .resources(messaging.mail().senderArns())
                .build());
  }

  private static String tasksOfTheCluster(ServiceFleet fleet) {
    return Stack.of(fleet)
        .formatArn(
            ArnComponents.builder()
                .service("ecs")
                .resource("task/sugang")
                .resourceName("*")
                .build());
  }

  private static void allow(ServiceFleet fleet, List<String> actions, IQueue... queues) {
    fleet
        .task()
        .definition()
        .addToTaskRolePolicy(
            PolicyStatement.Builder.create()
                .actions(actions)
                .resources(List.of(queues).stream().map(IQueue::getQueueArn).toList())
                .build());
  }
}
