package io.sugang.aws.pipeline;

import io.sugang.aws.RegionalStack;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.ecr.LifecycleRule;
import software.amazon.awscdk.services.ecr.Repository;
import software.amazon.awscdk.services.ecr.RepositoryEncryption;
import software.amazon.awscdk.services.ecr.TagMutability;
import software.amazon.awscdk.services.iam.CfnOIDCProvider;
import software.amazon.awscdk.services.iam.FederatedPrincipal;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.constructs.Construct;

/**
 * What a build on GitHub needs to bring a version here: registries for the images, and a role that
 * it gets by its identity token, without a long-lived key. CloudFormation itself works with a role
 * of its own that may do everything, so whoever may deploy from there is an administrator in
 * effect; the two roles guard against slips, not against people.
 */
public final class PipelineStack extends RegionalStack {

  private static final String GITHUB = "token.actions.githubusercontent.com";

  /** Names of the images. */
  public static final List<String> IMAGES =
      List.of(
          "gateway-service",
          "enrollment-service",
          "waitlist-service",
          "notification-service",
          "migration");

  public PipelineStack(Construct scope) {
    super(scope, "pipeline", "Sugang: image registries, the build's role");
    CfnParameter repository =
        CfnParameter.Builder.create(this, "GitHubRepository")
            .description("owner/name of the repository that deploys here")
            .allowedPattern("^[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+$")
            .build();
    CfnParameter environment =
        CfnParameter.Builder.create(this, "GitHubEnvironment")
            .description("The environment that its deploying job runs in; protect it on GitHub")
            .allowedValues(List.of("staging", "production"))
            .build();
    List<Repository> registries = IMAGES.stream().map(this::registry).toList();
    Role deployer =
        Role.Builder.create(this, "CloudFormation")
            .description("Sugang: what CloudFormation works with")
            .assumedBy(new ServicePrincipal("cloudformation.amazonaws.com"))
            .managedPolicies(List.of(ManagedPolicy.fromAwsManagedPolicyName("AdministratorAccess")))
            .build();
    String provider = provider();
    Role build =
        Role.Builder.create(this, "Build")
            .description("Sugang: what a build on GitHub may do here")
            .maxSessionDuration(Duration.hours(2))
            .assumedBy(
                new FederatedPrincipal(
                    provider,
                    Map.of(
                        "StringEquals",
                        Map.of(
                            GITHUB + ":aud",
                            "sts.amazonaws.com",
                            GITHUB + ":sub",
                            "repo:%s:environment:%s"
                                .formatted(
                                    repository.getValueAsString(),
                                    environment.getValueAsString()))),
                    "sts:AssumeRoleWithWebIdentity"))
            .build();
    registries.forEach(registry -> registry.grantPullPush(build));
    allow(
        build,
        List.of(stackArn("cluster"), stackArn("services")),
        "cloudformation:CreateChangeSet",
        "cloudformation:DescribeChangeSet",
        "cloudformation:ExecuteChangeSet",
        "cloudformation:DescribeStackEvents",
        "cloudformation:GetTemplateSummary");
    allow(build, List.of(stackArn("*")), "cloudformation:DescribeStacks");
    templates().grantReadWrite(build);
    allow(build, List.of(deployer.getRoleArn()), "iam:PassRole");
    allow(
        build,
        List.of(arn("ecs", "task-definition/sugang-migration:*"), arn("ecs", "task/sugang/*")),
        "ecs:RunTask",
        "ecs:DescribeTasks");
    build.addToPolicy(
        PolicyStatement.Builder.create()
            .actions(List.of("iam:PassRole"))
            .resources(
                List.of(
                    "arn:%s:iam::%s:role/sugang-cluster-*".formatted(getPartition(), getAccount())))
            .conditions(
                Map.of("StringEquals", Map.of("iam:PassedToService", "ecs-tasks.amazonaws.com")))
            .build());
    output("BuildRole", build.getRoleArn());
    output("CloudFormationRole", deployer.getRoleArn());
    output(
        "ImageRepository",
        "%s.dkr.ecr.%s.%s/sugang".formatted(getAccount(), getRegion(), getUrlSuffix()));
  }

  /** GitHub's identity provider: an account has one, for all of its regions. */
  private String provider() {
    CfnParameter known =
        CfnParameter.Builder.create(this, "GitHubProvider")
            .description(
                "ARN of GitHub's identity provider if the account has it; empty: it is made")
            .defaultValue("")
            .build();
    CfnCondition missing =
        CfnCondition.Builder.create(this, "NoGitHubProvider")
            .expression(Fn.conditionEquals(known.getValueAsString(), ""))
            .build();
    var made =
        CfnOIDCProvider.Builder.create(this, "GitHub")
            .url("https://" + GITHUB)
            .clientIdList(List.of("sts.amazonaws.com"))
            .build();
    made.getCfnOptions().setCondition(missing);
    return Token.asString(
        Fn.conditionIf(missing.getLogicalId(), made.getAttrArn(), known.getValueAsString()));
  }

  private Repository registry(String image) {
    return Repository.Builder.create(this, image)
        .repositoryName("sugang/" + image)
        .imageScanOnPush(true)
        .imageTagMutability(TagMutability.IMMUTABLE)
        .encryption(RepositoryEncryption.AES_256)
        .lifecycleRules(
            List.of(LifecycleRule.builder().description("the latest 50").maxImageCount(50).build()))
        .removalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)
        .build();
  }

  private static void allow(Role role, List<String> resources, String... actions) {
    role.addToPolicy(
        PolicyStatement.Builder.create()
            .actions(Stream.of(actions).toList())
            .resources(resources)
            .build());
  }

  private String stackArn(String name) {
    return arn("cloudformation", "stack/sugang-%s/*".formatted(name));
  }

  /** Where large templates lie while they are deployed. */
  private Bucket templates() {
    Bucket bucket =
        Bucket.Builder.create(this, "Templates")
            .encryption(BucketEncryption.S3_MANAGED)
            .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
            .enforceSsl(true)
            .lifecycleRules(
                List.of(
                    software.amazon.awscdk.services.s3.LifecycleRule.builder()
                        .expiration(Duration.days(30))
                        .build()))
            .removalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)
            .build();
    output("Templates", bucket.getBucketName());
    return bucket;
  }

  private String arn(String service, String resource) {
    return "arn:%s:%s:%s:%s:%s"
        .formatted(getPartition(), service, getRegion(), getAccount(), resource);
  }

  private void output(String id, String value) {
    CfnOutput.Builder.create(this, id + "Output")
        .value(value)
        .build()
        .overrideLogicalId(id + "Name");
  }
}
