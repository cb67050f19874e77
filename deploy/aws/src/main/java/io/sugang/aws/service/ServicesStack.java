package io.sugang.aws.service;

import io.sugang.aws.RegionalStack;
import io.sugang.aws.data.DataStack;
import io.sugang.aws.edge.EdgeStack;
import io.sugang.aws.identity.IdentityStack;
import io.sugang.aws.messaging.MessagingStack;
import io.sugang.aws.network.NetworkStack;
import io.sugang.aws.size.Place;
import io.sugang.aws.size.Profile;
import io.sugang.aws.size.Size;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.ecs.AlarmBehavior;
import software.amazon.awscdk.services.ecs.DeploymentAlarmOptions;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/** The four services on ECS. The database must have been migrated before. */
public final class ServicesStack extends RegionalStack implements Fleets {

  private final Map<Service, ServiceFleet> fleets = new EnumMap<>(Service.class);

  public ServicesStack(
      Construct scope,
      Size size,
      Place place,
      NetworkStack network,
      DataStack data,
      MessagingStack messaging,
      IdentityStack identity,
      EdgeStack edge,
      ClusterStack cluster) {
    super(scope, "services", "Sugang: gateways, enrollment-services, workers, notifiers");
    Images images = new Images(this);
    var environment =
        new TaskEnvironment(
            size,
            Profile.FARGATE,
            data,
            messaging,
            identity,
            new ServiceSecrets(this, size, place));
    Optional<TraceCollector> collector =
        size.extras().traces() ? Optional.of(new TraceCollector(this)) : Optional.empty();
    var placement = new Placement(cluster.cluster(), network, size);
    for (Service service : Service.values()) {
      var task =
          new ServiceTask(
              this,
              service,
              service.fleet(size),
              images,
              environment.values(service),
              environment.secrets(service));
      collector.ifPresent(c -> c.joinTo(task.definition(), task.log()));
      var fleet = new ServiceFleet(this, service, size, task, placement);
      fleets.put(service, fleet);
    }
    // A gateway that starts before enrollment-service has its name would never find it.
    fleets.get(Service.GATEWAY).ecs().getNode().addDependency(fleets.get(Service.ENROLLMENT).ecs());
    var permissions = new Permissions(messaging);
    fleets.forEach(
        (service, fleet) ->
            permissions.of(service).forEach(fleet.task().definition()::addToTaskRolePolicy));
    letWorkersProtectThemselves();
    goBackOnErrors(edge);
    fleets.get(Service.ENROLLMENT).task().mount(data.files());
    fleets.get(Service.GATEWAY).serveBehind(edge);
    new Scaling(this, size, messaging, edge).scale(fleets);
    if (size.extras().secondRegion()) {
      var standby = new Standby(this, place);
      fleets.forEach((service, fleet) -> standby.rest(fleet, service.fleet(size)));
    }
  }

  /** A new version of the gateways that answers with errors goes back by itself. */
  private void goBackOnErrors(EdgeStack edge) {
    Alarm errors =
        Alarm.Builder.create(this, "NewVersionFails")
            .alarmName("sugang-new-version-fails")
            .alarmDescription(
                "More than 5 in 100 calls fail with 5xx; a new version that is coming goes back.")
            .metric(
                MathExpression.Builder.create()
                    .expression(
                        "IF(FILL(told, 0) + FILL(unanswered, 0) >= 20, 100 * (FILL(told, 0) + FILL(unanswered, 0)) / calls, 0)")
                    .label("errors in a hundred calls")
                    .period(Duration.minutes(1))
                    .usingMetrics(
                        new TreeMap<>(
                            Map.of(
                                "told", balancer(edge, "HTTPCode_Target_5XX_Count"),
                                "unanswered", balancer(edge, "HTTPCode_ELB_5XX_Count"),
                                "calls", balancer(edge, "RequestCount"))))
                    .build())
            .threshold(5)
            .evaluationPeriods(2)
            .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
            .treatMissingData(TreatMissingData.NOT_BREACHING)
            .build();
    fleets
        .get(Service.GATEWAY)
        .ecs()
        .enableDeploymentAlarms(
            List.of(errors.getAlarmName()),
            DeploymentAlarmOptions.builder().behavior(AlarmBehavior.ROLLBACK_ON_ALARM).build());
  }

  private static IMetric balancer(EdgeStack edge, String name) {
    return Metric.Builder.create()
        .namespace("AWS/ApplicationELB")
        .metricName(name)
        .statistic("Sum")
        .period(Duration.minutes(1))
        .dimensionsMap(Map.of("LoadBalancer", edge.loadBalancer().getLoadBalancerFullName()))
        .build();
  }

  /** A worker that decides asks not to be chosen when others are stopped. */
  private void letWorkersProtectThemselves() {
    fleets
        .get(Service.WAITLIST)
        .task()
        .definition()
        .addToTaskRolePolicy(
            PolicyStatement.Builder.create()
                .actions(List.of("ecs:UpdateTaskProtection"))
                .resources(
                    List.of(
                        formatArn(
                            ArnComponents.builder()
                                .service("ecs")
                                .resource("task/sugang")
                                .resourceName("*")
                                .build())))
                .build());
  }

  @Override
  public IMetric cpu(Service service) {
    return metric("AWS/ECS", "CPUUtilization", service);
  }

  @Override
  public IMetric running(Service service) {
    return metric("ECS/ContainerInsights", "RunningTaskCount", service);
  }

  private IMetric metric(String namespace, String name, Service service) {
    return Metric.Builder.create()
        .namespace(namespace)
        .metricName(name)
        .statistic("Average")
        .period(Duration.minutes(1))
        .dimensionsMap(
            new TreeMap<>(
                Map.of(
                    "ClusterName",
                    fleets.get(service).ecs().getCluster().getClusterName(),
                    "ServiceName",
                    service.module())))
        .build();
  }

  @Override
  public LogGroup log(Service service) {
    return fleets.get(service).task().log();
  }
}
