package io.sugang.aws.operations;

import io.sugang.aws.service.BacklogMetrics;
import io.sugang.aws.service.Service;
import io.sugang.aws.size.Place;
import io.sugang.contract.queue.Queue;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.AlarmStatusWidget;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.cloudwatch.GraphWidget;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.constructs.Construct;

/** One page: what is wrong, then the way of a request from left to right. */
final class SystemDashboard extends Construct {

  SystemDashboard(Construct scope, Place place, SystemMetrics metrics, Alarms alarms) {
    super(scope, "Dashboard");
    Dashboard page =
        Dashboard.Builder.create(this, "Page")
            .dashboardName(place.named("sugang"))
            .defaultInterval(Duration.hours(3))
            .build();
    page.addWidgets(
        AlarmStatusWidget.Builder.create()
            .title("Alarms")
            .alarms(alarms.all())
            .width(24)
            .height(4)
            .build());
    page.addWidgets(
        graph(
            "Calls and errors a minute",
            metrics.calls(),
            metrics.serverErrors(),
            metrics.unanswered()),
        graph("Slowest call in a hundred, s", metrics.slowestCalls()),
        graph("Messages that wait", queues(metrics::waiting)));
    page.addWidgets(
        graph("Oldest message, s", queues(metrics::oldest)),
        graph("Dead letters", queues(metrics::deadLetters)),
        graph("Redis: memory and processor, %", metrics.lineMemory(), metrics.lineCpu()));
    page.addWidgets(
        graph("Database: processor, %", metrics.databaseCpu()),
        graph("Readers behind the writer, ms", metrics.replicaLag()),
        graph("Mail: bounces and complaints", metrics.bounces(), metrics.complaints()));
    page.addWidgets(
        graph("Tasks that run", services(metrics::running)),
        graph("Processor of the services, %", services(metrics::cpu)),
        graph("Undecided requests", metrics.backlog(BacklogMetrics.UNDECIDED)));
    page.addWidgets(
        graph("Oldest undecided request, s", metrics.backlog(BacklogMetrics.OLDEST_UNDECIDED)),
        graph("Oldest open dead letter, s", metrics.backlog(BacklogMetrics.OLDEST_LETTER)));
  }

  private static IMetric[] queues(Function<Queue, IMetric> metric) {
    return Stream.of(Queue.values()).map(metric).toArray(IMetric[]::new);
  }

  private static IMetric[] services(Function<Service, IMetric> metric) {
    return Stream.of(Service.values()).map(metric).toArray(IMetric[]::new);
  }

  private static GraphWidget graph(String title, IMetric... metrics) {
    return GraphWidget.Builder.create()
        .title(title)
        .left(List.of(metrics))
        .width(8)
        .height(6)
        .build();
  }
}
