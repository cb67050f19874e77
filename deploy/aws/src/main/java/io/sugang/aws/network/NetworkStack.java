package io.sugang.aws.network;

import io.sugang.aws.RegionalStack;
import io.sugang.aws.size.Size;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.ec2.FlowLogDestination;
import software.amazon.awscdk.services.ec2.FlowLogOptions;
import software.amazon.awscdk.services.ec2.FlowLogTrafficType;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpointAwsService;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpointOptions;
import software.amazon.awscdk.services.ec2.ISubnet;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpointAwsService;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpointOptions;
import software.amazon.awscdk.services.ec2.IpAddresses;
import software.amazon.awscdk.services.ec2.SubnetConfiguration;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/**
 * The network: public subnets for the load balancer, private ones for the services, isolated ones
 * for what they keep. There is no bastion; operators come in by Session Manager and ECS Exec.
 */
public final class NetworkStack extends RegionalStack {

  /** AWS's services that ours call, as the network's own endpoints. */
  private static final Map<String, InterfaceVpcEndpointAwsService> ENDPOINTS = endpoints();

  private final Vpc vpc;
  private final SecurityGroups securityGroups;

  public NetworkStack(Construct scope, Size size) {
    super(scope, "network", "Sugang: network, security groups, endpoints, flow logs");
    vpc =
        Vpc.Builder.create(this, "Vpc")
            .ipAddresses(IpAddresses.cidr("10.20.0.0/16"))
            .maxAzs(ZONES)
            .natGateways(size.network().natGateways())
            .restrictDefaultSecurityGroup(false)
            .subnetConfiguration(
                List.of(
                    subnets("Public", SubnetType.PUBLIC, 24),
                    subnets("Private", SubnetType.PRIVATE_WITH_EGRESS, 20),
                    subnets("Isolated", SubnetType.PRIVATE_ISOLATED, 24)))
            .gatewayEndpoints(
                Map.of(
                    "S3",
                    GatewayVpcEndpointOptions.builder()
                        .service(GatewayVpcEndpointAwsService.S3)
                        .build()))
            .build();
    vpc.addFlowLog(
        "FlowLog",
        FlowLogOptions.builder()
            .trafficType(FlowLogTrafficType.ALL)
            .destination(
                FlowLogDestination.toCloudWatchLogs(
                    LogGroup.Builder.create(this, "FlowLogs")
                        .retention(RetentionDays.ONE_MONTH)
                        .removalPolicy(RemovalPolicy.DESTROY)
                        .build()))
            .build());
    securityGroups = new SecurityGroups(this, vpc);
    if (size.network().endpoints()) {
      ENDPOINTS.forEach(this::addEndpoint);
    }
    new CampusLink(this, vpc);
    output("PrivateSubnets", "Where tasks run", privateSubnets());
    output(
        "MigrationSecurityGroup",
        "Of the task that migrates the database",
        securityGroups.migration().getSecurityGroupId());
  }

  private String privateSubnets() {
    return String.join(",", vpc.getPrivateSubnets().stream().map(ISubnet::getSubnetId).toList());
  }

  private void output(String id, String description, String value) {
    CfnOutput.Builder.create(this, id).description(description).value(value).build();
  }

  private static SubnetConfiguration subnets(String name, SubnetType type, int mask) {
    var subnets = SubnetConfiguration.builder().name(name).subnetType(type).cidrMask(mask);
    return type == SubnetType.PUBLIC ? subnets.mapPublicIpOnLaunch(false).build() : subnets.build();
  }

  private void addEndpoint(String name, InterfaceVpcEndpointAwsService service) {
    vpc.addInterfaceEndpoint(
        name,
        InterfaceVpcEndpointOptions.builder()
            .service(service)
            .privateDnsEnabled(true)
            .subnets(SubnetSelection.builder().subnetType(SubnetType.PRIVATE_WITH_EGRESS).build())
            .securityGroups(List.of(securityGroups.endpoints()))
            .open(false)
            .build());
  }

  private static Map<String, InterfaceVpcEndpointAwsService> endpoints() {
    var services = new LinkedHashMap<String, InterfaceVpcEndpointAwsService>();
    services.put("Sqs", InterfaceVpcEndpointAwsService.SQS);
    services.put("Secrets", InterfaceVpcEndpointAwsService.SECRETS_MANAGER);
    services.put("Logs", InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS);
    services.put("EcrApi", InterfaceVpcEndpointAwsService.ECR);
    services.put("EcrDocker", InterfaceVpcEndpointAwsService.ECR_DOCKER);
    services.put("Xray", InterfaceVpcEndpointAwsService.XRAY);
    services.put("SessionMessages", InterfaceVpcEndpointAwsService.SSM_MESSAGES);
    return services;
  }

  public Vpc vpc() {
    return vpc;
  }

  public SecurityGroups securityGroups() {
    return securityGroups;
  }
}
