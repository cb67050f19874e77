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
    var declared = new JsonArray();
    var line = new JsonObject();
    line.put(
        "_aws",
        new JsonObject()
            .put("Timestamp", clock.millis())
            .put(
                "CloudWatchMetrics",
                new JsonArray()
                    .add(
                        new JsonObject()
                            .put("Namespace", NAMESPACE)
                            .put("Dimensions", new JsonArray().add(new JsonArray().add(SERVICE)))
                            .put("Metrics", declared))));
    line.put(SERVICE, "enrollment-service");
    figures
        .waiting()
        .ifPresent(
            waiting -> {
              add(declared, line, "UndecidedRequests", "Count", waiting.undecided());
              add(
                  declared,
                  line,
                  "OldestUndecidedRequest",
                  "Seconds",
                  waiting.oldestUndecidedSeconds());
              add(
                  declared,
                  line,
                  "OldestOpenDeadLetter",
                  "Seconds",
                  waiting.oldestOpenLetterSeconds());
            });
    add(declared, line, "SinceDeadLettersCollected", "Seconds", figures.uncollectedSeconds());
    return line.encode();
  }

  private static void add(
      JsonArray declared, JsonObject line, String name, String unit, long value) {
    declared.add(new JsonObject().put("Name", name).put("Unit", unit));
    line.put(name, value);
  }
}
