package io.sugang.aws.machine;

import io.sugang.aws.network.NetworkStack;
import io.sugang.aws.network.SecurityGroups;
import io.sugang.aws.service.Service;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.ec2.CfnSecurityGroupEgress;
import software.amazon.awscdk.services.ec2.CfnSecurityGroupIngress;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationListenerProps;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationLoadBalancer;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationProtocol;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationTargetGroup;
import software.amazon.awscdk.services.elasticloadbalancingv2.HealthCheck;
import software.amazon.awscdk.services.elasticloadbalancingv2.TargetType;
import software.constructs.Construct;

/**
 * Where gateways on machines find enrollment-service: a load balancer that nobody else can reach.
 * (On ECS it is a name of Service Connect.)
 */
final class InternalLoadBalancer extends Construct {

  private final ApplicationLoadBalancer loadBalancer;
  private final ApplicationTargetGroup targets;

  InternalLoadBalancer(Construct scope, NetworkStack network) {
    super(scope, "InternalLoadBalancer");
    SecurityGroup group =
        SecurityGroup.Builder.create(this, "Group")
            .vpc(network.vpc())
            .description("Sugang: between gateway-service and enrollment-service")
            .allowAllOutbound(false)
            .build();
    allow("FromGateway", network.securityGroups().gateway(), group, SecurityGroups.ENROLLMENT_PORT);
    allow(
        "ToEnrollment",
        group,
        network.securityGroups().enrollment(),
        SecurityGroups.ENROLLMENT_PORT);
    allow(
        "Health",
        group,
        network.securityGroups().enrollment(),
        Service.ENROLLMENT.managementPort());
    loadBalancer =
        ApplicationLoadBalancer.Builder.create(this, "LoadBalancer")
            .vpc(network.vpc())
            .vpcSubnets(
                SubnetSelection.builder().subnetType(SubnetType.PRIVATE_WITH_EGRESS).build())
            .internetFacing(false)
            .securityGroup(group)
            .deletionProtection(true)
            .dropInvalidHeaderFields(true)
            .build();
    targets =
        ApplicationTargetGroup.Builder.create(this, "Targets")
            .vpc(network.vpc())
            .targetType(TargetType.INSTANCE)
            .protocol(ApplicationProtocol.HTTP)
            .port(SecurityGroups.ENROLLMENT_PORT)
            .deregistrationDelay(Duration.seconds(30))
            .healthCheck(
                HealthCheck.builder()
                    .path("/q/health/live")
                    .port(Integer.toString(Service.ENROLLMENT.managementPort()))
                    .healthyHttpCodes("200")
                    .interval(Duration.seconds(10))
                    .timeout(Duration.seconds(5))
                    .healthyThresholdCount(2)
                    .unhealthyThresholdCount(3)
                    .build())
            .build();
    loadBalancer.addListener(
        "Calls",
        ApplicationListenerProps.builder()
            .loadBalancer(loadBalancer)
            .protocol(ApplicationProtocol.HTTP)
            .port(SecurityGroups.ENROLLMENT_PORT)
            .open(false)
            .defaultTargetGroups(List.of(targets))
            .build());
  }

  private void allow(String id, SecurityGroup from, SecurityGroup to, int port) {
    CfnSecurityGroupEgress.Builder.create(this, id + "Out")
        .groupId(from.getSecurityGroupId())
        .destinationSecurityGroupId(to.getSecurityGroupId())
        .ipProtocol("tcp")
        .fromPort(port)
        .toPort(port)
        .description("enrollment-service")
        .build();
    CfnSecurityGroupIngress.Builder.create(this, id + "In")
        .groupId(to.getSecurityGroupId())
        .sourceSecurityGroupId(from.getSecurityGroupId())
        .ipProtocol("tcp")
        .fromPort(port)
        .toPort(port)
        .description("enrollment-service")
        .build();
  }

  String url() {
    return "http://%s:%d"
        .formatted(loadBalancer.getLoadBalancerDnsName(), SecurityGroups.ENROLLMENT_PORT);
  }

  ApplicationTargetGroup targets() {
    return targets;
  }
}
