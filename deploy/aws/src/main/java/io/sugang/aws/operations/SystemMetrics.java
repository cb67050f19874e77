package io.sugang.aws.operations;

import io.sugang.aws.data.DataStack;
import io.sugang.aws.edge.EdgeStack;
import io.sugang.aws.messaging.MessagingStack;
import io.sugang.aws.service.BacklogMetrics;
import io.sugang.aws.service.Fleets;
import io.sugang.aws.service.Service;
import io.sugang.contract.queue.Queue;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.Metric;

/** The figures of the system that operators go by, minute by minute. */
final class SystemMetrics {

  private static final Duration MINUTE = Duration.minutes(1);

  private final DataStack data;
  private final MessagingStack messaging;
  private final EdgeStack edge;
  private final Fleets fleets;

  SystemMetrics(DataStack data, MessagingStack messaging, EdgeStack edge, Fleets fleets) {
    this.data = data;
    this.messaging = messaging;
    this.edge = edge;
    this.fleets = fleets;
  }

  IMetric calls() {
    return loadBalancer("RequestCount", "Sum");
  }

  /** Errors that students see. */
  IMetric serverErrors() {
    return loadBalancer("HTTPCode_Target_5XX_Count", "Sum");
  }

  /** Errors of the balancer itself: nobody answered. */
  IMetric unanswered() {
    return loadBalancer("HTTPCode_ELB_5XX_Count", "Sum");
  }

  /** In seconds. */
  IMetric slowestCalls() {
    return loadBalancer("TargetResponseTime", "p99");
  }

  private IMetric loadBalancer(String name, String statistic) {
    return metric(
        "AWS/ApplicationELB",
        name,
        statistic,
        Map.of("LoadBalancer", edge.loadBalancer().getLoadBalancerFullName()));
  }

  IMetric waiting(Queue queue) {
    return queue("ApproximateNumberOfMessagesVisible", messaging.queue(queue).getQueueName());
  }

  /** One of {@link BacklogMetrics}. */
  IMetric backlog(String name) {
    return metric(BacklogMetrics.NAMESPACE, name, "Maximum", BacklogMetrics.dimensions());
  }

  /** In seconds. */
  IMetric oldest(Queue queue) {
    return queue("ApproximateAgeOfOldestMessage", messaging.queue(queue).getQueueName());
  }

  /** Those that somebody is looking at, too: enrollment-service does, again and again. */
  IMetric deadLetters(Queue queue) {
    String name = messaging.deadLetters(queue).getQueueName();
    // One graph has several of them, and tells them apart by these.
    String visible = "visible_" + queue.name().toLowerCase(Locale.ROOT);
    String hidden = "hidden_" + queue.name().toLowerCase(Locale.ROOT);
    return MathExpression.Builder.create()
        .expression(visible + " + " + hidden)
        // In one order each time.
        .usingMetrics(
            new TreeMap<>(
                Map.of(
                    visible,
                    queue("ApproximateNumberOfMessagesVisible", name),
                    hidden,
                    queue("ApproximateNumberOfMessagesNotVisible", name))))
        .label(name)
        .period(MINUTE)
        .build();
  }

  private static IMetric queue(String name, String queueName) {
    return metric("AWS/SQS", name, "Maximum", Map.of("QueueName", queueName));
  }

  /** In milliseconds. */
  IMetric replicaLag() {
    return metric(
        "AWS/RDS",
        "AuroraReplicaLagMaximum",
        "Maximum",
        Map.of("DBClusterIdentifier", data.database().identifier()));
  }

  /** How far a second region is behind the first, in milliseconds. */
  IMetric regionLag() {
    return metric(
        "AWS/RDS",
        "AuroraGlobalDBReplicationLag",
        "Maximum",
        Map.of("DBClusterIdentifier", data.database().identifier()));
  }

  IMetric databaseCpu() {
    return metric(
        "AWS/RDS",
        "CPUUtilization",
        "Maximum",
        Map.of("DBClusterIdentifier", data.database().identifier()));
  }

  IMetric lineMemory() {
    return line("DatabaseMemoryUsagePercentage");
  }

  IMetric lineEvictions() {
    return line("Evictions");
  }

  IMetric lineCpu() {
    return line("EngineCPUUtilization");
  }

  /** The primary is the first node until a failover. */
  private IMetric line(String name) {
    return metric(
        "AWS/ElastiCache",
        name,
        "Maximum",
        Map.of("CacheClusterId", data.lineStore().identifier() + "-001"));
  }

  IMetric cpu(Service service) {
    return fleets.cpu(service);
  }

  IMetric running(Service service) {
    return fleets.running(service);
  }

  /** Share of mails that bounce, 0 to 1. */
  IMetric bounces() {
    return reputation("Reputation.BounceRate");
  }

  /** Share of mails that somebody complains of, 0 to 1. */
  IMetric complaints() {
    return reputation("Reputation.ComplaintRate");
  }

  private static IMetric reputation(String name) {
    return Metric.Builder.create()
        .namespace("AWS/SES")
        .metricName(name)
        .statistic("Maximum")
        .period(Duration.minutes(15))
        .build();
  }

  private static IMetric metric(
      String namespace, String name, String statistic, Map<String, String> dimensions) {
    return Metric.Builder.create()
        .namespace(namespace)
        .metricName(name)
        .statistic(statistic)
        .period(MINUTE)
        .dimensionsMap(new TreeMap<>(dimensions))
        .build();
  }
}
