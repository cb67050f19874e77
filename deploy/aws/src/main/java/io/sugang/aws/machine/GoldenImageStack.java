package io.sugang.aws.machine;

import io.sugang.aws.RegionalStack;
import io.sugang.aws.network.NetworkStack;
import io.sugang.aws.size.Size;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.services.ec2.CfnSecurityGroupIngress;
import software.amazon.awscdk.services.ec2.Peer;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.iam.CfnInstanceProfile;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.imagebuilder.CfnComponent;
import software.amazon.awscdk.services.imagebuilder.CfnImage;
import software.amazon.awscdk.services.imagebuilder.CfnImagePipeline;
import software.amazon.awscdk.services.imagebuilder.CfnImageRecipe;
import software.amazon.awscdk.services.imagebuilder.CfnImageRecipe.ComponentConfigurationProperty;
import software.amazon.awscdk.services.imagebuilder.CfnInfrastructureConfiguration;
import software.constructs.Construct;

/**
 * The image that all machines start from: Amazon Linux with a JVM, the release and its units. It is
 * made when the stack is deployed with a new version, and again every week with the system's
 * updates.
 */
public final class GoldenImageStack extends RegionalStack {

  private static final String NAME = "sugang";

  private final CfnParameter bucket;
  private final CfnParameter version;

  public GoldenImageStack(Construct scope, Size size, NetworkStack network) {
    super(scope, "image", "Sugang: golden image of the machines");
    bucket =
        CfnParameter.Builder.create(this, "ReleaseBucket")
            .description("Bucket that holds the release as sugang-VERSION.zip")
            .minLength(3)
            .build();
    version =
        CfnParameter.Builder.create(this, "ReleaseVersion")
            .description("Version of the release, like 1.0.0")
            .allowedPattern("^\\d+\\.\\d+\\.\\d+$")
            .build();
    CfnComponent component =
        CfnComponent.Builder.create(this, "Component")
            .name(NAME)
            .platform("Linux")
            .supportedOsVersions(List.of("Amazon Linux 2023"))
            .version(version.getValueAsString())
            .description("A JVM, the release and its units")
            .data(steps())
            .build();
    CfnImageRecipe recipe =
        CfnImageRecipe.Builder.create(this, "Recipe")
            .name(NAME)
            .version(version.getValueAsString())
            .parentImage(managed("image/amazon-linux-2023-arm64"))
            .components(
                List.of(
                    ComponentConfigurationProperty.builder()
                        .componentArn(managed("component/update-linux"))
                        .build(),
                    ComponentConfigurationProperty.builder()
                        .componentArn(component.getAttrArn())
                        .build()))
            .build();
    CfnInfrastructureConfiguration workshop = workshop(size, network);
    CfnImage image =
        CfnImage.Builder.create(this, "Image")
            .imageRecipeArn(recipe.getAttrArn())
            .infrastructureConfigurationArn(workshop.getAttrArn())
            .enhancedImageMetadataEnabled(true)
            .build();
    CfnImagePipeline.Builder.create(this, "EveryWeek")
        .name(NAME)
        .description("The same with the system's newest updates")
        .imageRecipeArn(recipe.getAttrArn())
        .infrastructureConfigurationArn(workshop.getAttrArn())
        .schedule(
            CfnImagePipeline.ScheduleProperty.builder()
                .scheduleExpression("cron(0 18 ? * sun *)")
                .pipelineExecutionStartCondition(
                    "EXPRESSION_MATCH_AND_DEPENDENCY_UPDATES_AVAILABLE")
                .build())
        .build();
    CfnOutput.Builder.create(this, "MachineImage")
        .description("For the parameter of the same name of sugang-machines")
        .value(image.getAttrImageId())
        .build();
  }

  private String steps() {
    return """
        name: sugang
        schemaVersion: 1.0
        phases:
          - name: build
            steps:
              - name: Install
                action: ExecuteBash
                inputs:
                  commands:
                    - |
                      set -euo pipefail
                      dnf install --assumeyes awscli-2 unzip
                      aws s3 cp "s3://%1$s/sugang-%2$s.zip" /tmp/sugang.zip
                      unzip -q /tmp/sugang.zip -d /opt
                      mv /opt/sugang-%2$s /opt/sugang
                      rm /tmp/sugang.zip
                      bash /opt/sugang/machine/install
          - name: validate
            steps:
              - name: Check
                action: ExecuteBash
                inputs:
                  commands:
                    - |
                      set -euo pipefail
                      java -version
                      grep -q 'BEGIN CERTIFICATE' /opt/sugang/certificates/rds.pem
                      for service in gateway enrollment waitlist notification; do
                        test -s /opt/sugang/$service-service/service.jar
                        systemd-analyze verify sugang@$service-service.service
                      done
        """
        .formatted(bucket.getValueAsString(), version.getValueAsString());
  }

  /** The machine on which the image is made. */
  private CfnInfrastructureConfiguration workshop(Size size, NetworkStack network) {
    Role role =
        Role.Builder.create(this, "Role")
            .description("Sugang: the machine on which the golden image is made")
            .assumedBy(new ServicePrincipal("ec2.amazonaws.com"))
            .managedPolicies(
                List.of(
                    ManagedPolicy.fromAwsManagedPolicyName("EC2InstanceProfileForImageBuilder"),
                    ManagedPolicy.fromAwsManagedPolicyName("AmazonSSMManagedInstanceCore")))
            .build();
    role.addToPolicy(
        PolicyStatement.Builder.create()
            .actions(List.of("s3:GetObject"))
            .resources(
                List.of(
                    "arn:%s:s3:::%s/sugang-%s.zip"
                        .formatted(
                            getPartition(), bucket.getValueAsString(), version.getValueAsString())))
            .build());
    var profile =
        CfnInstanceProfile.Builder.create(this, "Profile")
            .roles(List.of(role.getRoleName()))
            .build();
    SecurityGroup group =
        SecurityGroup.Builder.create(this, "Workshop")
            .vpc(network.vpc())
            .description("Sugang: the machine on which the golden image is made")
            .allowAllOutbound(false)
            .build();
    group.addEgressRule(Peer.anyIpv4(), Port.tcp(443), "packages, the release");
    if (size.network().endpoints()) {
      CfnSecurityGroupIngress.Builder.create(this, "WorkshopToEndpoints")
          .groupId(network.securityGroups().endpoints().getSecurityGroupId())
          .sourceSecurityGroupId(group.getSecurityGroupId())
          .ipProtocol("tcp")
          .fromPort(443)
          .toPort(443)
          .description("services of AWS")
          .build();
    }
    return CfnInfrastructureConfiguration.Builder.create(this, "Infrastructure")
        .name(NAME)
        .instanceProfileName(profile.getRef())
        .instanceTypes(List.of("c7g.large"))
        .subnetId(network.vpc().getPrivateSubnets().getFirst().getSubnetId())
        .securityGroupIds(List.of(group.getSecurityGroupId()))
        .terminateInstanceOnFailure(true)
        .instanceMetadataOptions(
            CfnInfrastructureConfiguration.InstanceMetadataOptionsProperty.builder()
                .httpTokens("required")
                .httpPutResponseHopLimit(1)
                .build())
        .resourceTags(Map.of("application", "sugang"))
        .build();
  }

  private String managed(String name) {
    return "arn:%s:imagebuilder:%s:aws:%s/x.x.x".formatted(getPartition(), getRegion(), name);
  }
}
