package io.sugang.aws.machine;

import io.sugang.aws.edge.EdgeStack;
import io.sugang.aws.messaging.MessagingStack;
import io.sugang.aws.service.BacklogMetrics;
import io.sugang.aws.service.ScalingRules;
import io.sugang.aws.service.Service;
import io.sugang.aws.size.Size;
import io.sugang.contract.queue.Queue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.services.autoscaling.CfnScalingPolicy;
import software.amazon.awscdk.services.autoscaling.CfnScalingPolicy.CustomizedMetricSpecificationProperty;
import software.amazon.awscdk.services.autoscaling.CfnScalingPolicy.MetricDimensionProperty;
import software.amazon.awscdk.services.autoscaling.CfnScalingPolicy.MetricProperty;
import software.amazon.awscdk.services.autoscaling.CfnScalingPolicy.PredefinedMetricSpecificationProperty;
import software.amazon.awscdk.services.autoscaling.CfnScalingPolicy.StepAdjustmentProperty;
import software.amazon.awscdk.services.autoscaling.CfnScalingPolicy.TargetTrackingConfigurationProperty;
import software.amazon.awscdk.services.autoscaling.CfnScalingPolicy.TargetTrackingMetricDataQueryProperty;
import software.amazon.awscdk.services.autoscaling.CfnScalingPolicy.TargetTrackingMetricStatProperty;
import software.amazon.awscdk.services.cloudwatch.CfnAlarm;
import software.constructs.Construct;

/** How many machines there are, by the same rules as tasks: {@link ScalingRules}. */
final class MachineScaling extends Construct {

  private static final int MINUTE = 60;

  MachineScaling(
      Construct scope,
      Size size,
      MessagingStack messaging,
      EdgeStack edge,
      Map<Service, MachineFleet> fleets) {
    super(scope, "Scaling");
    MachineFleet gateways = fleets.get(Service.GATEWAY);
    steps(
        "GatewayProcessor",
        gateways,
        metric("AWS/EC2", "CPUUtilization", gateways.dimensions()),
        "Average",
        ScalingRules.gatewayProcessor());
    perMachine(
        "GatewayCalls",
        gateways,
        metric(
            "AWS/ApplicationELB",
            "RequestCount",
            Map.of("LoadBalancer", edge.loadBalancer().getLoadBalancerFullName())),
        "Sum",
        ScalingRules.callsPerGateway(size));
    enrollmentProcessor(fleets.get(Service.ENROLLMENT));
    fleets.forEach(
        (service, fleet) ->
            ScalingRules.follows(service)
                .ifPresent(queue -> backlog(service, fleet, messaging, queue)));
    MachineFleet workers = fleets.get(Service.WAITLIST);
    MetricProperty undecided =
        metric(BacklogMetrics.NAMESPACE, BacklogMetrics.UNDECIDED, BacklogMetrics.dimensions());
    perMachine("Undecided", workers, undecided, "Maximum", ScalingRules.undecidedPerWorker());
    steps("UndecidedBurst", workers, undecided, "Maximum", ScalingRules.undecidedBurst());
  }

  private void backlog(Service service, MachineFleet fleet, MessagingStack messaging, Queue queue) {
    MetricProperty waiting =
        metric(
            "AWS/SQS",
            "ApproximateNumberOfMessagesVisible",
            Map.of("QueueName", messaging.queue(queue).getQueueName()));
    perMachine(service.id() + "Backlog", fleet, waiting, "Maximum", ScalingRules.backlog(service));
    steps(service.id() + "Burst", fleet, waiting, "Maximum", ScalingRules.burst(service));
  }

  private void enrollmentProcessor(MachineFleet enrollment) {
    CfnScalingPolicy.Builder.create(this, "EnrollmentProcessor")
        .autoScalingGroupName(enrollment.group().getRef())
        .policyType("TargetTrackingScaling")
        .targetTrackingConfiguration(
            TargetTrackingConfigurationProperty.builder()
                .targetValue(ScalingRules.BUSY_PERCENT)
                .predefinedMetricSpecification(
                    PredefinedMetricSpecificationProperty.builder()
                        .predefinedMetricType("ASGAverageCPUUtilization")
                        .build())
                .build())
        .build();
  }

  /** Keeps a figure, divided by the machines that serve, at a target. */
  private void perMachine(
      String id, MachineFleet fleet, MetricProperty metric, String statistic, int target) {
    var queries = new ArrayList<TargetTrackingMetricDataQueryProperty>();
    queries.add(query("total", metric, statistic));
    queries.add(
        query(
            "running",
            metric("AWS/AutoScaling", "GroupInServiceInstances", fleet.dimensions()),
            "Average"));
    queries.add(
        TargetTrackingMetricDataQueryProperty.builder()
            .id("perMachine")
            .expression("total / FILL(running, 1)")
            .label("per machine")
            .returnData(true)
            .build());
    CfnScalingPolicy.Builder.create(this, id)
        .autoScalingGroupName(fleet.group().getRef())
        .policyType("TargetTrackingScaling")
        .targetTrackingConfiguration(
            TargetTrackingConfigurationProperty.builder()
                .targetValue(target)
                .customizedMetricSpecification(
                    CustomizedMetricSpecificationProperty.builder().metrics(queries).build())
                .build())
        .build();
  }

  private static TargetTrackingMetricDataQueryProperty query(
      String id, MetricProperty metric, String statistic) {
    return TargetTrackingMetricDataQueryProperty.builder()
        .id(id)
        .metricStat(
            TargetTrackingMetricStatProperty.builder().metric(metric).stat(statistic).build())
        .returnData(false)
        .build();
  }

  /**
   * Upwards only: downwards a step would be taken again every minute as long as the alarm stands;
   * that is left to the targets.
   */
  private void steps(
      String id,
      MachineFleet fleet,
      MetricProperty metric,
      String statistic,
      List<ScalingRules.Step> rules) {
    List<ScalingRules.Step> up = rules.stream().filter(step -> step.percent() > 0).toList();
    int from = up.getFirst().lower().orElseThrow();
    step(id, fleet, metric, statistic, from, up);
  }

  private void step(
      String id,
      MachineFleet fleet,
      MetricProperty metric,
      String statistic,
      int threshold,
      List<ScalingRules.Step> steps) {
    CfnScalingPolicy policy =
        CfnScalingPolicy.Builder.create(this, id)
            .autoScalingGroupName(fleet.group().getRef())
            .policyType("StepScaling")
            .adjustmentType("PercentChangeInCapacity")
            .minAdjustmentMagnitude(1)
            .stepAdjustments(steps.stream().map(step -> adjustment(step, threshold)).toList())
            .build();
    CfnAlarm.Builder.create(this, id + "Alarm")
        .alarmDescription("Sugang: scaling of " + fleet.name())
        .namespace(metric.getNamespace())
        .metricName(metric.getMetricName())
        .dimensions(dimensions(metric))
        .statistic(statistic)
        .period(MINUTE)
        .evaluationPeriods(1)
        .threshold(threshold)
        .comparisonOperator("GreaterThanOrEqualToThreshold")
        .treatMissingData("notBreaching")
        .alarmActions(List.of(policy.getRef()))
        .build();
  }

  private static List<CfnAlarm.DimensionProperty> dimensions(MetricProperty metric) {
    @SuppressWarnings("unchecked")
    var dimensions = (List<MetricDimensionProperty>) metric.getDimensions();
    return dimensions.stream()
        .map(
            d -> CfnAlarm.DimensionProperty.builder().name(d.getName()).value(d.getValue()).build())
        .toList();
  }

  /** Bounds are counted from the alarm's threshold. */
  private static StepAdjustmentProperty adjustment(ScalingRules.Step step, int threshold) {
    var adjustment = StepAdjustmentProperty.builder().scalingAdjustment(step.percent());
    bound(step.lower(), threshold).ifPresent(adjustment::metricIntervalLowerBound);
    bound(step.upper(), threshold).ifPresent(adjustment::metricIntervalUpperBound);
    return adjustment.build();
  }

  private static Optional<Integer> bound(Optional<Integer> bound, int threshold) {
    return bound.map(value -> value - threshold);
  }

  private static MetricProperty metric(
      String namespace, String name, Map<String, String> dimensions) {
    return MetricProperty.builder()
        .namespace(namespace)
        .metricName(name)
        .dimensions(
            dimensions.entrySet().stream()
                .map(
                    d ->
                        MetricDimensionProperty.builder()
                            .name(d.getKey())
                            .value(d.getValue())
                            .build())
                .toList())
        .build();
  }
}
