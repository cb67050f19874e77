package io.sugang.enrollment.operations.outbound.cloudwatch;

import io.sugang.enrollment.operations.application.BacklogSignal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.PrintStream;
import java.time.Clock;

/**
 * Lines among those of the log, in CloudWatch's embedded metric format: CloudWatch Logs makes
 * metrics of them, whatever brings them there, and needs no right and no call for it.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">the
 *     format</a>
 */
@ApplicationScoped
class EmbeddedMetrics implements BacklogSignal {

  private static final String NAMESPACE = "Sugang";
  private static final String SERVICE = "Service";

  private final Clock clock;

  EmbeddedMetrics(Clock clock) {
    this.clock = clock;
  }

  @Override
  public void tell(Figures figures) {
    @SuppressWarnings("SystemOut")
    PrintStream out = System.out;
    out.println(line(figures));
  }

  String line(Figures figures) {
    var metrics =
        new JsonArray()
            .add(metric("UndecidedRequests", "Count"))
            .add(metric("OldestUndecidedRequest", "Seconds"))
            .add(metric("OldestOpenDeadLetter", "Seconds"))
            .add(metric("SinceDeadLettersCollected", "Seconds"));
    return new JsonObject()
        .put(
            "_aws",
            new JsonObject()
                .put("Timestamp", clock.millis())
                .put(
                    "CloudWatchMetrics",
                    new JsonArray()
                        .add(
                            new JsonObject()
                                .put("Namespace", NAMESPACE)
                                .put(
                                    "Dimensions", new JsonArray().add(new JsonArray().add(SERVICE)))
                                .put("Metrics", metrics))))
        .put(SERVICE, "enrollment-service")
        .put("UndecidedRequests", figures.undecided())
        .put("OldestUndecidedRequest", figures.oldestUndecidedSeconds())
        .put("OldestOpenDeadLetter", figures.oldestOpenLetterSeconds())
        .put("SinceDeadLettersCollected", figures.uncollectedSeconds())
        .encode();
  }

  private static JsonObject metric(String name, String unit) {
    return new JsonObject().put("Name", name).put("Unit", unit);
  }
}
