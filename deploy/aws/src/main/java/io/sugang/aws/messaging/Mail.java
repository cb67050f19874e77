package io.sugang.aws.messaging;

import java.util.List;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ses.ConfigurationSet;
import software.amazon.awscdk.services.ses.ConfigurationSetEventDestinationOptions;
import software.amazon.awscdk.services.ses.ConfigurationSetTlsPolicy;
import software.amazon.awscdk.services.ses.EmailIdentity;
import software.amazon.awscdk.services.ses.EmailSendingEvent;
import software.amazon.awscdk.services.ses.EventDestination;
import software.amazon.awscdk.services.ses.Identity;
import software.amazon.awscdk.services.ses.SuppressionReasons;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.SqsSubscription;
import software.amazon.awscdk.services.sqs.DeadLetterQueue;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/**
 * Mail's way out through SES, and its feedback's way back: SES tells a topic what became of a mail,
 * and the topic fills a queue.
 */
public final class Mail extends Construct {

  private final ConfigurationSet configurationSet;
  private final EmailIdentity identity;
  private final String from;

  Mail(Construct scope) {
    super(scope, "Mail");
    var domain =
        CfnParameter.Builder.create(this, "Domain")
            .description("Domain that mail is sent from; SES makes the DKIM records to publish")
            .allowedPattern("^[a-z0-9-]+(\\.[a-z0-9-]+)+$")
            .build();
    domain.overrideLogicalId("MailDomain");
    from = "no-reply@" + domain.getValueAsString();
    configurationSet =
        ConfigurationSet.Builder.create(this, "ConfigurationSet")
            .configurationSetName("sugang")
            .reputationMetrics(true)
            .tlsPolicy(ConfigurationSetTlsPolicy.REQUIRE)
            .suppressionReasons(SuppressionReasons.BOUNCES_AND_COMPLAINTS)
            .build();
    identity =
        EmailIdentity.Builder.create(this, "Identity")
            .identity(Identity.domain(domain.getValueAsString()))
            .configurationSet(configurationSet)
            .mailFromDomain("bounce." + domain.getValueAsString())
            .build();
    Topic feedback =
        Topic.Builder.create(this, "Feedback")
            .topicName("sugang-mail-feedback")
            .enforceSsl(true)
            .build();
    configurationSet.addEventDestination(
        "Feedback",
        ConfigurationSetEventDestinationOptions.builder()
            .destination(EventDestination.snsTopic(feedback))
            .events(
                List.of(
                    EmailSendingEvent.SEND,
                    EmailSendingEvent.DELIVERY,
                    EmailSendingEvent.BOUNCE,
                    EmailSendingEvent.COMPLAINT,
                    EmailSendingEvent.REJECT,
                    EmailSendingEvent.DELIVERY_DELAY))
            .build());
    feedback.addSubscription(
        SqsSubscription.Builder.create(
                queue("FeedbackQueue", "sugang-mail-feedback")
                    .visibilityTimeout(Duration.seconds(60))
                    .deadLetterQueue(
                        DeadLetterQueue.builder()
                            .queue(queue("FeedbackDeadLetters", "sugang-mail-feedback-dlq").build())
                            .maxReceiveCount(5)
                            .build())
                    .build())
            .rawMessageDelivery(true)
            .build());
  }

  private Queue.Builder queue(String id, String name) {
    return Queue.Builder.create(this, id)
        .queueName(name)
        .encryption(QueueEncryption.SQS_MANAGED)
        .enforceSsl(true)
        .retentionPeriod(Duration.days(14));
  }

  /** The sender's address. */
  public String from() {
    return from;
  }

  public String configurationSetName() {
    return configurationSet.getConfigurationSetName();
  }

  /** ARNs that a mail's sender needs the right to use. */
  public List<String> senderArns() {
    return List.of(
        identity.getEmailIdentityArn(),
        Stack.of(this)
            .formatArn(
                ArnComponents.builder()
                    .service("ses")
                    .resource("configuration-set")
                    .resourceName(configurationSetName())
                    .build()));
  }
}
