package io.sugang.enrollment.operations.outbound.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.sugang.enrollment.operations.application.BacklogSignal.Figures;
import io.sugang.enrollment.operations.application.BacklogSignal.Waiting;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EmbeddedMetricsTest {

  private static final Instant NOW = Instant.parse("2027-02-08T01:00:00Z");

  private final EmbeddedMetrics metrics = new EmbeddedMetrics(Clock.fixed(NOW, ZoneOffset.UTC));

  /** As the specification wants it: every metric and dimension that is declared is there. */
  @Test
  void aLineDeclaresWhatItTells() {
    String line = metrics.line(new Figures(Optional.of(new Waiting(12_345, 67, 89)), 10));

    assertThat(line).doesNotContain("\n");
    var said = new JsonObject(line);
    JsonObject declared = said.getJsonObject("_aws");
    assertThat(declared.getLong("Timestamp")).isEqualTo(NOW.toEpochMilli());
    JsonObject directive = declared.getJsonArray("CloudWatchMetrics").getJsonObject(0);
    assertThat(directive.getString("Namespace")).isEqualTo("Sugang");
    JsonArray dimensions = directive.getJsonArray("Dimensions").getJsonArray(0);
    dimensions.forEach(name -> assertThat(said.getString((String) name)).isNotBlank());
    assertThat(directive.getJsonArray("Metrics"))
        .hasSize(4)
        .allSatisfy(
            metric ->
                assertThat(said.getValue(((JsonObject) metric).getString("Name")))
                    .isInstanceOf(Number.class));
    assertThat(said.getLong("UndecidedRequests")).isEqualTo(12_345);
    assertThat(said.getLong("OldestUndecidedRequest")).isEqualTo(67);
    assertThat(said.getLong("OldestOpenDeadLetter")).isEqualTo(89);
    assertThat(said.getLong("SinceDeadLettersCollected")).isEqualTo(10);
  }

  /** An alarm looks at what can be told without the database. */
  @Test
  void withoutTheDatabaseTheRestIsTold() {
    var said = new JsonObject(metrics.line(new Figures(Optional.empty(), 10)));

    assertThat(said.getLong("SinceDeadLettersCollected")).isEqualTo(10);
    assertThat(said.containsKey("UndecidedRequests")).isFalse();
  }
}
