package io.sugang.aws.service;

import java.util.List;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/** Where the images are, and which. */
final class Images {

  private final CfnParameter repository;
  private final CfnParameter version;

  Images(Construct scope) {
    repository =
        CfnParameter.Builder.create(scope, "ImageRepository")
            .description(
                "Registry and prefix of the images, like 1234.dkr.ecr.ap-northeast-2.amazonaws.com/sugang")
            .minLength(1)
            .build();
    version =
        CfnParameter.Builder.create(scope, "ImageVersion")
            .description("Version of the images, like 1.0.0")
            .allowedPattern("^[A-Za-z0-9._-]{1,128}$")
            .build();
  }

  /** Lets a task's agent pull an image from the account's own registry. */
  static void allowPull(FargateTaskDefinition task, String name) {
    task.addToExecutionRolePolicy(
        PolicyStatement.Builder.create()
            .actions(List.of("ecr:GetAuthorizationToken"))
            .resources(List.of("*"))
            .build());
    task.addToExecutionRolePolicy(
        PolicyStatement.Builder.create()
            .actions(
                List.of(
                    "ecr:BatchCheckLayerAvailability",
                    "ecr:GetDownloadUrlForLayer",
                    "ecr:BatchGetImage"))
            .resources(
                List.of(
                    Stack.of(task)
                        .formatArn(
                            ArnComponents.builder()
                                .service("ecr")
                                .resource("repository")
                                .resourceName("sugang/" + name)
                                .build())))
            .build());
  }

  String of(String name) {
    return "%s/%s:%s".formatted(repository.getValueAsString(), name, version.getValueAsString());
  }
}
