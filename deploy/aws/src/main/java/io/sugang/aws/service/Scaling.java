package io.sugang.aws.service;

import io.sugang.aws.edge.EdgeStack;
import io.sugang.aws.messaging.MessagingStack;
import io.sugang.aws.size.Size;
import io.sugang.contract.queue.Queue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.applicationautoscaling.AdjustmentType;
import software.amazon.awscdk.services.applicationautoscaling.BasicStepScalingPolicyProps;
import software.amazon.awscdk.services.applicationautoscaling.CfnScalableTarget;
import software.amazon.awscdk.services.applicationautoscaling.CfnScalingPolicy;
import software.amazon.awscdk.services.applicationautoscaling.CfnScalingPolicy.CustomizedMetricSpecificationProperty;
import software.amazon.awscdk.services.applicationautoscaling.CfnScalingPolicy.TargetTrackingMetricDataQueryProperty;
import software.amazon.awscdk.services.applicationautoscaling.CfnScalingPolicy.TargetTrackingMetricDimensionProperty;
import software.amazon.awscdk.services.applicationautoscaling.CfnScalingPolicy.TargetTrackingMetricProperty;
import software.amazon.awscdk.services.applicationautoscaling.CfnScalingPolicy.TargetTrackingMetricStatProperty;
import software.amazon.awscdk.services.applicationautoscaling.CfnScalingPolicy.TargetTrackingScalingPolicyConfigurationProperty;
import software.amazon.awscdk.services.applicationautoscaling.ScalingInterval;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.ecs.CpuUtilizationScalingProps;
import software.amazon.awscdk.services.ecs.ScalableTaskCount;
import software.amazon.awscdk.services.sqs.IQueue;
import software.constructs.Construct;

/**
 * How many tasks there are. Gateways follow the calls and their processors; workers and notifiers
 * follow the backlog of each task, in a step at once if it is large, and slowly back. Target
 * tracking takes minutes; an opening needs its capacity before.
 */
final class Scaling extends Construct {

  private final Size size;
  private final MessagingStack messaging;
  private final EdgeStack edge;

  Scaling(Construct scope, Size size, MessagingStack messaging, EdgeStack edge) {
    super(scope, "Scaling");
    this.size = size;
    this.messaging = messaging;
    this.edge = edge;
  }

  void scale(Map<Service, ServiceFleet> fleets) {
    ServiceFleet gateways = fleets.get(Service.GATEWAY);
    ScalableTaskCount gatewayTasks = gateways.scalable();
    followCpu(gateways, gatewayTasks);
    followCalls(gateways, gatewayTasks);

    fleets
        .get(Service.ENROLLMENT)
        .scalable()
        .scaleOnCpuUtilization(
            "Cpu",
            CpuUtilizationScalingProps.builder()
                .targetUtilizationPercent(ScalingRules.BUSY_PERCENT)
                .scaleOutCooldown(Duration.seconds(ScalingRules.OUT_SECONDS))
                .scaleInCooldown(Duration.seconds(ScalingRules.IN_SECONDS))
                .build());

    fleets.forEach(
        (service, fleet) ->
            ScalingRules.follows(service).ifPresent(queue -> followBacklog(service, fleet, queue)));
  }

  /** More workers if either is large, fewer only if both are small: so the larger one decides. */
  private void followUndecided(ServiceFleet workers, ScalableTaskCount tasks) {
    track(
        "Undecided",
        tasks,
        ScalingRules.undecidedPerWorker(),
        "undecided / FILL(running, 1)",
        List.of(
            query(
                "undecided",
                BacklogMetrics.NAMESPACE,
                BacklogMetrics.UNDECIDED,
                "Maximum",
                BacklogMetrics.dimensions()),
            running(workers)));
    tasks.scaleOnMetric(
        "UndecidedBurst",
        BasicStepScalingPolicyProps.builder()
            .metric(
                Metric.Builder.create()
                    .namespace(BacklogMetrics.NAMESPACE)
                    .metricName(BacklogMetrics.UNDECIDED)
                    .dimensionsMap(BacklogMetrics.dimensions())
                    .statistic("Maximum")
                    .period(Duration.minutes(1))
                    .build())
            .adjustmentType(AdjustmentType.PERCENT_CHANGE_IN_CAPACITY)
            .minAdjustmentMagnitude(1)
            .scalingSteps(steps(ScalingRules.undecidedBurst()))
            .cooldown(Duration.seconds(ScalingRules.OUT_SECONDS))
            .evaluationPeriods(1)
            .build());
  }

  private static void followCpu(ServiceFleet fleet, ScalableTaskCount tasks) {
    tasks.scaleOnMetric(
        "Cpu",
        BasicStepScalingPolicyProps.builder()
            .metric(
                fleet
                    .ecs()
                    .metricCpuUtilization(
                        MetricOptions.builder().period(Duration.minutes(1)).build()))
            .adjustmentType(AdjustmentType.PERCENT_CHANGE_IN_CAPACITY)
            .minAdjustmentMagnitude(1)
            .scalingSteps(steps(ScalingRules.gatewayProcessor()))
            .cooldown(Duration.seconds(ScalingRules.OUT_SECONDS))
            .evaluationPeriods(1)
            .build());
  }

  /**
   * The balancer's calls per running gateway; its own figure per target fails when colours change.
   */
  private void followCalls(ServiceFleet fleet, ScalableTaskCount tasks) {
    track(
        "GatewayCalls",
        tasks,
        ScalingRules.callsPerGateway(size),
        "calls / FILL(running, 1)",
        List.of(
            query(
                "calls",
                "AWS/ApplicationELB",
                "RequestCount",
                "Sum",
                Map.of("LoadBalancer", edge.loadBalancer().getLoadBalancerFullName())),
            running(fleet)));
  }

  private void followBacklog(Service service, ServiceFleet fleet, Queue queue) {
    IQueue from = messaging.queue(queue);
    ScalableTaskCount tasks = fleet.scalable();
    track(
        service.id() + "Backlog",
        tasks,
        ScalingRules.backlog(service),
        "backlog / FILL(running, 1)",
        List.of(
            query(
                "backlog",
                "AWS/SQS",
                "ApproximateNumberOfMessagesVisible",
                "Maximum",
                Map.of("QueueName", from.getQueueName())),
            running(fleet)));
    tasks.scaleOnMetric(
        "Burst",
        BasicStepScalingPolicyProps.builder()
            .metric(
                from.metricApproximateNumberOfMessagesVisible(
                    MetricOptions.builder()
                        .period(Duration.minutes(1))
                        .statistic("Maximum")
                        .build()))
            .adjustmentType(AdjustmentType.PERCENT_CHANGE_IN_CAPACITY)
            .minAdjustmentMagnitude(1)
            .scalingSteps(steps(ScalingRules.burst(service)))
            .cooldown(Duration.seconds(ScalingRules.OUT_SECONDS))
            .evaluationPeriods(1)
            .build());
    if (service == Service.WAITLIST) {
      followUndecided(fleet, tasks);
    }
  }

  private static List<ScalingInterval> steps(List<ScalingRules.Step> steps) {
    return steps.stream()
        .map(
            step -> {
              var interval = ScalingInterval.builder().change(step.percent());
              step.lower().ifPresent(interval::lower);
              step.upper().ifPresent(interval::upper);
              return interval.build();
            })
        .toList();
  }

  private void track(
      String id,
      ScalableTaskCount tasks,
      int target,
      String expression,
      List<TargetTrackingMetricDataQueryProperty> queries) {
    var metrics = new ArrayList<>(queries);
    metrics.add(
        TargetTrackingMetricDataQueryProperty.builder()
            .id("perTask")
            .expression(expression)
            .label("per task")
            .returnData(true)
            .build());
    var scalable =
        (CfnScalableTarget) tasks.getNode().findChild("Target").getNode().getDefaultChild();
    CfnScalingPolicy.Builder.create(this, id)
        .policyName("sugang-" + id)
        .policyType("TargetTrackingScaling")
        .scalingTargetId(scalable.getRef())
        .targetTrackingScalingPolicyConfiguration(
            TargetTrackingScalingPolicyConfigurationProperty.builder()
                .targetValue(target)
                .scaleOutCooldown(ScalingRules.OUT_SECONDS)
                .scaleInCooldown(ScalingRules.IN_SECONDS)
                .customizedMetricSpecification(
                    CustomizedMetricSpecificationProperty.builder().metrics(metrics).build())
                .build())
        .build();
  }

  private static TargetTrackingMetricDataQueryProperty running(ServiceFleet fleet) {
    return query(
        "running",
        "ECS/ContainerInsights",
        "RunningTaskCount",
        "Average",
        new TreeMap<>(
            Map.of(
                "ClusterName", fleet.ecs().getCluster().getClusterName(),
                "ServiceName", fleet.ecs().getServiceName())));
  }

  private static TargetTrackingMetricDataQueryProperty query(
      String id, String namespace, String name, String statistic, Map<String, String> dimensions) {
    return TargetTrackingMetricDataQueryProperty.builder()
        .id(id)
        .metricStat(
            TargetTrackingMetricStatProperty.builder()
                .metric(
                    TargetTrackingMetricProperty.builder()
                        .namespace(namespace)
                        .metricName(name)
                        .dimensions(
                            dimensions.entrySet().stream()
                                .map(
                                    d ->
                                        TargetTrackingMetricDimensionProperty.builder()
                                            .name(d.getKey())
                                            .value(d.getValue())
                                            .build())
                                .toList())
                        .build())
                .stat(statistic)
                .build())
        .returnData(false)
        .build();
  }
}
