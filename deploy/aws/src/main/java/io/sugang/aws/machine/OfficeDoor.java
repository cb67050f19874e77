package io.sugang.aws.machine;

import io.sugang.aws.network.Arrows;
import io.sugang.aws.network.NetworkStack;
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
 * Where gateways on machines find the offices: a load balancer that nobody else can reach. (On ECS
 * it is a name of Service Connect.)
 */
final class OfficeDoor extends Construct {

  private final ApplicationLoadBalancer loadBalancer;
  private final ApplicationTargetGroup offices;

  OfficeDoor(Construct scope, NetworkStack network) {
    super(scope, "OfficeDoor");
    SecurityGroup door =
        SecurityGroup.Builder.create(this, "Group")
            .vpc(network.vpc())
            .description("Sugang: between gateways and offices")
            .allowAllOutbound(false)
            .build();
    arrow("FromGateway", network.arrows().gateway(), door, Arrows.OFFICE_PORT);
    arrow("ToOffice", door, network.arrows().office(), Arrows.OFFICE_PORT);
    arrow("Health", door, network.arrows().office(), Service.ENROLLMENT.managementPort());
    loadBalancer =
        ApplicationLoadBalancer.Builder.create(this, "LoadBalancer")
            .vpc(network.vpc())
            .vpcSubnets(
                SubnetSelection.builder().subnetType(SubnetType.PRIVATE_WITH_EGRESS).build())
            .internetFacing(false)
            .securityGroup(door)
            .deletionProtection(true)
            .dropInvalidHeaderFields(true)
            .build();
    offices =
        ApplicationTargetGroup.Builder.create(this, "Offices")
            .vpc(network.vpc())
            .targetType(TargetType.INSTANCE)
            .protocol(ApplicationProtocol.HTTP)
            .port(Arrows.OFFICE_PORT)
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
            .port(Arrows.OFFICE_PORT)
            .open(false)
            .defaultTargetGroups(List.of(offices))
            .build());
  }

  private void arrow(String id, SecurityGroup from, SecurityGroup to, int port) {
    CfnSecurityGroupEgress.Builder.create(this, id + "Out")
        .groupId(from.getSecurityGroupId())
        .destinationSecurityGroupId(to.getSecurityGroupId())
        .ipProtocol("tcp")
        .fromPort(port)
        .toPort(port)
        .description("office")
        .build();
    CfnSecurityGroupIngress.Builder.create(this, id + "In")
        .groupId(to.getSecurityGroupId())
        .sourceSecurityGroupId(from.getSecurityGroupId())
        .ipProtocol("tcp")
        .fromPort(port)
        .toPort(port)
        .description("office")
        .build();
  }

  String url() {
    return "http://%s:%d".formatted(loadBalancer.getLoadBalancerDnsName(), Arrows.OFFICE_PORT);
  }

  ApplicationTargetGroup offices() {
    return offices;
  }
}
