package io.sugang.aws.operations;

import io.sugang.aws.service.BacklogMetrics;
import io.sugang.aws.service.Fleets;
import io.sugang.aws.service.Service;
import io.sugang.aws.size.Place;
import io.sugang.aws.size.Size;
import io.sugang.contract.queue.Queue;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.logs.FilterPattern;
import software.amazon.awscdk.services.logs.MetricFilterOptions;
import software.constructs.Construct;

/**
 * What is wrong enough to wake somebody. Each alarm's description says what it means and what to
 * look at first.
 */
final class Alarms extends Construct {

  private final List<Alarm> all = new ArrayList<>();

  Alarms(Construct scope, SystemMetrics metrics, Fleets fleets, Size size, Place place) {
    super(scope, "Alarms");
    for (Queue queue : Queue.values()) {
      add(
          "oldest-" + queue.queueName(),
          metrics.oldest(queue),
          queue == Queue.REQUESTS ? 60 : 900,
          3,
          "Messages of %s wait too long, in seconds: do its consumers run, does the database answer?"
              .formatted(queue.queueName()));
      add(
          "dead-letters-" + queue.queueName(),
          metrics.deadLetters(queue),
          1,
          1,
          "%s is not empty: a message could not be handled. Read its reason, then replay it."
              .formatted(queue.deadLetterQueueName()));
    }
    add(
        "oldest-undecided",
        metrics.backlog(BacklogMetrics.OLDEST_UNDECIDED),
        60,
        3,
        "Accepted requests wait too long for their decision, in seconds: is deciding held up, do workers run?");
    add(
        "oldest-dead-letter",
        metrics.backlog(BacklogMetrics.OLDEST_LETTER),
        14_400,
        1,
        "Nobody has handled a dead letter for so long, in seconds: replay it, or discard it.");
    add(
        "dead-letters-uncollected",
        metrics.backlog(BacklogMetrics.UNCOLLECTED),
        300,
        1,
        "enrollment-service has not looked at the dead letter queues for so long, in seconds.");
    add(
        "server-errors",
        metrics.serverErrors(),
        20,
        2,
        "Gateways answer with 5xx, calls a minute.");
    add("unanswered", metrics.unanswered(), 20, 2, "No gateway answers, calls a minute.");
    add(
        "slow-calls",
        metrics.slowestCalls(),
        2,
        3,
        "One call in a hundred takes longer, in seconds.");
    if (size.database().readers() > 0) {
      add(
          "replica-lag",
          metrics.replicaLag(),
          1_000,
          3,
          "Readers are behind the writer, in milliseconds: students see old enrollments.");
    }
    if (place == Place.SECOND) {
      add(
          "region-lag",
          metrics.regionLag(),
          5_000,
          3,
          "This region is behind the first, in milliseconds: so much would be lost with it.");
    }
    add(
        "database-cpu",
        metrics.databaseCpu(),
        85,
        5,
        "The database's processor is busy, in percent.");
    add(
        "line-memory",
        metrics.lineMemory(),
        75,
        3,
        "Redis's memory in percent. A full one refuses to take requests; take a larger node.");
    add(
        "line-evictions",
        metrics.lineEvictions(),
        1,
        1,
        "Redis threw something away, which it must never do: is its policy noeviction?");
    add(
        "bounces",
        metrics.bounces(),
        0.04,
        1,
        "Share of mails that bounce; SES stops sending at 0.1.");
    add(
        "complaints",
        metrics.complaints(),
        0.0008,
        1,
        "Share of mails complained of; SES stops sending at 0.005.");
    add(
        "break-glass",
        fleets
            .log(Service.ENROLLMENT)
            .addMetricFilter(
                "BreakGlass",
                MetricFilterOptions.builder()
                    .filterPattern(FilterPattern.stringValue("$.message", "=", "*broke the glass*"))
                    .metricNamespace("Sugang")
                    .metricName("break-glass")
                    .metricValue("1")
                    .defaultValue(0)
                    .build())
            .metric(MetricOptions.builder().statistic("Sum").period(Duration.minutes(1)).build()),
        1,
        1,
        "An operator replayed or discarded dead letters without the second operator: ./sugang ops audit tells who.");
    for (Service service : Service.values()) {
      IMetric errors =
          fleets
              .log(service)
              .addMetricFilter(
                  service.module() + "Errors",
                  MetricFilterOptions.builder()
                      .filterPattern(FilterPattern.stringValue("$.level", "=", "ERROR"))
                      .metricNamespace("Sugang")
                      .metricName(service.module() + "-errors")
                      .metricValue("1")
                      .defaultValue(0)
                      .build())
              .metric(MetricOptions.builder().statistic("Sum").period(Duration.minutes(1)).build());
      add(
          "errors-" + service.module(),
          errors,
          service == Service.WAITLIST ? 1 : 10,
          1,
          "%s logs errors, lines a minute: /sugang/%s, level ERROR."
              .formatted(service.module(), service.module()));
    }
  }

  private void add(String name, IMetric metric, double threshold, int minutes, String description) {
    all.add(
        Alarm.Builder.create(this, name)
            .alarmName("sugang-" + name)
            .alarmDescription(description)
            .metric(metric)
            .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
            .threshold(threshold)
            .evaluationPeriods(minutes)
            .treatMissingData(TreatMissingData.NOT_BREACHING)
            .build());
  }

  List<Alarm> all() {
    return all;
  }
}
