package io.sugang.aws.machine;

import io.sugang.aws.service.Service;
import io.sugang.aws.size.Size;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.CfnAutoScalingRollingUpdate;
import software.amazon.awscdk.CfnCreationPolicy;
import software.amazon.awscdk.CfnResourceSignal;
import software.amazon.awscdk.CfnUpdatePolicy;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.services.autoscaling.CfnAutoScalingGroup;
import software.amazon.awscdk.services.autoscaling.CfnAutoScalingGroup.InstancesDistributionProperty;
import software.amazon.awscdk.services.autoscaling.CfnAutoScalingGroup.LaunchTemplateOverridesProperty;
import software.amazon.awscdk.services.autoscaling.CfnAutoScalingGroup.LaunchTemplateSpecificationProperty;
import software.amazon.awscdk.services.autoscaling.CfnAutoScalingGroup.MetricsCollectionProperty;
import software.amazon.awscdk.services.autoscaling.CfnAutoScalingGroup.MixedInstancesPolicyProperty;
import software.amazon.awscdk.services.autoscaling.CfnAutoScalingGroup.TagPropertyProperty;
import software.amazon.awscdk.services.ec2.CfnLaunchTemplate;
import software.amazon.awscdk.services.ec2.CfnLaunchTemplate.BlockDeviceMappingProperty;
import software.amazon.awscdk.services.ec2.CfnLaunchTemplate.EbsProperty;
import software.amazon.awscdk.services.ec2.CfnLaunchTemplate.IamInstanceProfileProperty;
import software.amazon.awscdk.services.ec2.CfnLaunchTemplate.LaunchTemplateDataProperty;
import software.amazon.awscdk.services.ec2.CfnLaunchTemplate.MetadataOptionsProperty;
import software.amazon.awscdk.services.ec2.CfnLaunchTemplate.MonitoringProperty;
import software.amazon.awscdk.services.ec2.CfnLaunchTemplate.TagSpecificationProperty;
import software.amazon.awscdk.services.iam.CfnInstanceProfile;
import software.amazon.awscdk.services.iam.Role;
import software.constructs.Construct;

/** The machines of one service, as an Auto Scaling group of its own. */
final class MachineFleet extends Construct {

  /** Time that a new machine has to come up and say so. */
  private static final String PATIENCE = "PT12M";

  private final String name;
  private final CfnAutoScalingGroup group;

  /**
   * Where machines stand.
   *
   * @param image of the machines
   * @param subnets ids
   * @param securityGroup id
   * @param targetGroups ARNs of balancers' groups that they are entered in
   */
  record Ground(
      String image, List<String> subnets, String securityGroup, List<String> targetGroups) {}

  /**
   * Makes a service's group.
   *
   * @param name of the group
   * @param userData script that a machine runs first
   */
  MachineFleet(
      Construct scope,
      Service service,
      Size size,
      String name,
      Ground ground,
      Role role,
      String userData) {
    super(scope, service.id());
    this.name = name;
    Size.Fleet fleet = service.fleet(size);
    MachineType type = MachineType.of(fleet);
    var profile =
        CfnInstanceProfile.Builder.create(this, "Profile")
            .roles(List.of(role.getRoleName()))
            .build();
    var template =
        CfnLaunchTemplate.Builder.create(this, "Template")
            .launchTemplateData(
                LaunchTemplateDataProperty.builder()
                    .imageId(ground.image())
                    .instanceType(type.types().getFirst())
                    .iamInstanceProfile(
                        IamInstanceProfileProperty.builder().arn(profile.getAttrArn()).build())
                    .securityGroupIds(List.of(ground.securityGroup()))
                    .userData(Fn.base64(userData))
                    .monitoring(MonitoringProperty.builder().enabled(true).build())
                    .metadataOptions(
                        MetadataOptionsProperty.builder()
                            .httpTokens("required")
                            .httpPutResponseHopLimit(1)
                            .build())
                    .blockDeviceMappings(List.of(disk()))
                    .tagSpecifications(List.of(tags("instance", name), tags("volume", name)))
                    .build())
            .build();
    boolean spot = size.extras().spot() && service.maySpot();
    group =
        CfnAutoScalingGroup.Builder.create(this, "Group")
            .autoScalingGroupName(name)
            .minSize(Integer.toString(fleet.least()))
            .maxSize(Integer.toString(fleet.most()))
            .vpcZoneIdentifier(ground.subnets())
            .targetGroupArns(ground.targetGroups())
            .healthCheckType(ground.targetGroups().isEmpty() ? "EC2" : "ELB")
            .healthCheckGracePeriod(720)
            .defaultInstanceWarmup(90)
            .capacityRebalance(spot)
            .metricsCollection(
                List.of(
                    MetricsCollectionProperty.builder()
                        .granularity("1Minute")
                        .metrics(List.of("GroupInServiceInstances"))
                        .build()))
            .mixedInstancesPolicy(
                MixedInstancesPolicyProperty.builder()
                    .launchTemplate(
                        CfnAutoScalingGroup.LaunchTemplateProperty.builder()
                            .launchTemplateSpecification(
                                LaunchTemplateSpecificationProperty.builder()
                                    .launchTemplateId(template.getRef())
                                    .version(template.getAttrLatestVersionNumber())
                                    .build())
                            .overrides(
                                type.types().stream()
                                    .map(
                                        t ->
                                            LaunchTemplateOverridesProperty.builder()
                                                .instanceType(t)
                                                .build())
                                    .toList())
                            .build())
                    .instancesDistribution(distribution(fleet, spot))
                    .build())
            .tags(
                List.of(
                    TagPropertyProperty.builder()
                        .key("application")
                        .value("sugang")
                        .propagateAtLaunch(true)
                        .build()))
            .build();
    // A machine asks for its secrets at once.
    group.getNode().addDependency(role);
    updateInTurn(fleet);
  }

  /** The least are certain; of what comes on top, three in four may be taken away. */
  private static InstancesDistributionProperty distribution(Size.Fleet fleet, boolean spot) {
    return InstancesDistributionProperty.builder()
        .onDemandBaseCapacity(fleet.least())
        .onDemandPercentageAboveBaseCapacity(spot ? 25 : 100)
        .onDemandAllocationStrategy("prioritized")
        .spotAllocationStrategy("price-capacity-optimized")
        .build();
  }

  /** In batches, never fewer than the least; if new ones don't become ready, all goes back. */
  private void updateInTurn(Size.Fleet fleet) {
    group
        .getCfnOptions()
        .setCreationPolicy(
            CfnCreationPolicy.builder()
                .resourceSignal(
                    CfnResourceSignal.builder().count(fleet.least()).timeout(PATIENCE).build())
                .build());
    group
        .getCfnOptions()
        .setUpdatePolicy(
            CfnUpdatePolicy.builder()
                .autoScalingRollingUpdate(
                    CfnAutoScalingRollingUpdate.builder()
                        // Of those that run; at the very most, a batch has to go first.
                        .minActiveInstancesPercent(100)
                        .minInstancesInService(Math.min(fleet.least(), fleet.most() - 1))
                        .maxBatchSize(Math.max(1, fleet.most() / 4))
                        .minSuccessfulInstancesPercent(100)
                        .waitOnResourceSignals(true)
                        .pauseTime(PATIENCE)
                        .suspendProcesses(
                            List.of(
                                "AZRebalance",
                                "AlarmNotification",
                                "ScheduledActions",
                                "HealthCheck",
                                "ReplaceUnhealthy"))
                        .build())
                .build());
  }

  private static BlockDeviceMappingProperty disk() {
    return BlockDeviceMappingProperty.builder()
        .deviceName("/dev/xvda")
        .ebs(
            EbsProperty.builder()
                .volumeType("gp3")
                .volumeSize(16)
                .encrypted(true)
                .deleteOnTermination(true)
                .build())
        .build();
  }

  private static TagSpecificationProperty tags(String resource, String name) {
    return TagSpecificationProperty.builder()
        .resourceType(resource)
        .tags(
            List.of(
                software.amazon.awscdk.CfnTag.builder().key("Name").value(name).build(),
                software.amazon.awscdk.CfnTag.builder().key("application").value("sugang").build()))
        .build();
  }

  /** The command by which a machine says how its start went; its exit code is in {@code $code}. */
  static String signal(String groupId) {
    return "/opt/aws/bin/cfn-signal --exit-code \"$code\" --stack %s --resource %s --region %s"
        .formatted(Aws.STACK_NAME, groupId, Aws.REGION);
  }

  /** Dimensions of the group's figures. */
  Map<String, String> dimensions() {
    return Map.of("AutoScalingGroupName", name);
  }

  String name() {
    return name;
  }

  CfnAutoScalingGroup group() {
    return group;
  }
}
