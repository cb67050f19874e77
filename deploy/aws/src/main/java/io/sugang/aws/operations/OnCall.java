package io.sugang.aws.operations;

import io.sugang.aws.size.Place;
import java.util.List;
import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.services.chatbot.CfnSlackChannelConfiguration;
import software.amazon.awscdk.services.iam.CfnRole;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.sns.CfnSubscription;
import software.amazon.awscdk.services.sns.Topic;
import software.constructs.Construct;

/** Whoever is on call is told by mail, and in a Slack channel if one is named. */
final class OnCall extends Construct {

  private final Topic topic;

  OnCall(Construct scope, Place place) {
    super(scope, "OnCall");
    CfnParameter mail = parameter("OnCallMail", "Address that alarms are sent to", null);
    CfnParameter workspace =
        parameter("SlackWorkspace", "Id of the Slack workspace; none: no Slack", "none");
    CfnParameter channel = parameter("SlackChannel", "Id of the Slack channel", "none");
    topic =
        Topic.Builder.create(this, "Topic").topicName("sugang-on-call").enforceSsl(true).build();
    topic.grantPublish(new ServicePrincipal("cloudwatch.amazonaws.com"));
    CfnSubscription.Builder.create(this, "Mail")
        .topicArn(topic.getTopicArn())
        .protocol("email")
        .endpoint(mail.getValueAsString())
        .build();
    CfnCondition slack =
        CfnCondition.Builder.create(this, "Slack")
            .expression(Fn.conditionNot(Fn.conditionEquals(workspace.getValueAsString(), "none")))
            .build();
    Role role =
        Role.Builder.create(this, "SlackRole")
            .assumedBy(new ServicePrincipal("chatbot.amazonaws.com"))
            .managedPolicies(
                List.of(ManagedPolicy.fromAwsManagedPolicyName("CloudWatchReadOnlyAccess")))
            .build();
    ((CfnRole) role.getNode().getDefaultChild()).getCfnOptions().setCondition(slack);
    var configuration =
        CfnSlackChannelConfiguration.Builder.create(this, "SlackMessages")
            .configurationName(place.named("sugang-on-call"))
            .iamRoleArn(role.getRoleArn())
            .slackWorkspaceId(workspace.getValueAsString())
            .slackChannelId(channel.getValueAsString())
            .snsTopicArns(List.of(topic.getTopicArn()))
            .build();
    configuration.getCfnOptions().setCondition(slack);
  }

  private CfnParameter parameter(String id, String description, String otherwise) {
    CfnParameter parameter =
        CfnParameter.Builder.create(this, id)
            .description(description)
            .defaultValue(otherwise)
            .build();
    parameter.overrideLogicalId(id);
    return parameter;
  }

  Topic topic() {
    return topic;
  }
}
