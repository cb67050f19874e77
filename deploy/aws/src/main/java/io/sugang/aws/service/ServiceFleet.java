package io.sugang.aws.service;

import io.sugang.aws.edge.EdgeStack;
import io.sugang.aws.size.Size;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.applicationautoscaling.EnableScalingProps;
import software.amazon.awscdk.services.ecs.AlternateTarget;
import software.amazon.awscdk.services.ecs.AlternateTargetProps;
import software.amazon.awscdk.services.ecs.CfnService;
import software.amazon.awscdk.services.ecs.DeploymentCircuitBreaker;
import software.amazon.awscdk.services.ecs.DeploymentStrategy;
import software.amazon.awscdk.services.ecs.FargateService;
import software.amazon.awscdk.services.ecs.ListenerRuleConfiguration;
import software.amazon.awscdk.services.ecs.LoadBalancerTargetOptions;
import software.amazon.awscdk.services.ecs.PropagatedTagSource;
import software.amazon.awscdk.services.ecs.ScalableTaskCount;
import software.amazon.awscdk.services.ecs.ServiceConnectProps;
import software.amazon.awscdk.services.ecs.ServiceConnectService;
import software.constructs.Construct;

/** The tasks of one service, as an ECS service of its own. */
public final class ServiceFleet extends Construct {

  private final Service service;
  private final Size.Fleet fleet;
  private final ServiceTask task;
  private final FargateService ecs;

  ServiceFleet(Construct scope, Service service, Size size, ServiceTask task, Placement placement) {
    super(scope, service.id());
    this.service = service;
    this.fleet = service.fleet(size);
    this.task = task;
    var builder =
        FargateService.Builder.create(this, "Service")
            .serviceName(service.module())
            .cluster(placement.cluster())
            .taskDefinition(task.definition())
            .desiredCount(fleet.least())
            .minHealthyPercent(100)
            .maxHealthyPercent(200)
            .capacityProviderStrategies(placement.capacity(service))
            .securityGroups(List.of(placement.securityGroup(service)))
            .vpcSubnets(placement.subnets())
            .assignPublicIp(false)
            .enableExecuteCommand(true)
            .circuitBreaker(DeploymentCircuitBreaker.builder().enable(true).rollback(true).build())
            .propagateTags(PropagatedTagSource.SERVICE);
    if (service == Service.GATEWAY) {
      // Two versions stand side by side; the old one stays for a while after the switch.
      builder
          .deploymentStrategy(DeploymentStrategy.BLUE_GREEN)
          .bakeTime(Duration.minutes(10))
          .healthCheckGracePeriod(Duration.seconds(60));
    }
    serviceConnect(builder);
    ecs = builder.build();
    // A deployment must not take away what scaling has added.
    ((CfnService) ecs.getNode().getDefaultChild()).addPropertyDeletionOverride("DesiredCount");
  }

  /** enrollment-service is found by a name; the gateway looks for it. */
  private void serviceConnect(FargateService.Builder builder) {
    if (service == Service.ENROLLMENT) {
      builder.serviceConnectConfiguration(
          ServiceConnectProps.builder()
              .services(
                  List.of(
                      ServiceConnectService.builder()
                          .portMappingName("api")
                          .dnsName(TaskEnvironment.ENROLLMENT)
                          .port(service.port())
                          .build()))
              .build());
    } else if (service == Service.GATEWAY) {
      builder.serviceConnectConfiguration(ServiceConnectProps.builder().build());
    }
  }

  /** Lets the load balancer send calls to this fleet. */
  void serveBehind(EdgeStack edge) {
    edge.blue()
        .addTarget(
            ecs.loadBalancerTarget(
                LoadBalancerTargetOptions.builder()
                    .containerName("service")
                    .containerPort(service.port())
                    .alternateTarget(
                        new AlternateTarget(
                            "Green",
                            AlternateTargetProps.builder()
                                .alternateTargetGroup(edge.green().orElseThrow())
                                .productionListener(
                                    ListenerRuleConfiguration.applicationListenerRule(
                                        edge.gatewayRule()))
                                .build()))
                    .build()));
  }

  ScalableTaskCount scalable() {
    return ecs.autoScaleTaskCount(
        EnableScalingProps.builder().minCapacity(fleet.least()).maxCapacity(fleet.most()).build());
  }

  public ServiceTask task() {
    return task;
  }

  public FargateService ecs() {
    return ecs;
  }
}
