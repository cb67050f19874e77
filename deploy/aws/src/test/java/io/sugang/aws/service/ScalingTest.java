package io.sugang.aws.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sugang.aws.Synthesis;
import io.sugang.aws.Template;
import io.sugang.aws.size.Size;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ScalingTest {

  @ParameterizedTest
  @EnumSource(Size.class)
  void noFleetEverGoesToZero(Size size) {
    assertThat(
            Synthesis.of(size, "services").all("ApplicationAutoScaling::ScalableTarget").values())
        .hasSize(4)
        .allSatisfy(
            target -> {
              int least = whileItServes(target.get("MinCapacity"));
              assertThat(least).isPositive();
              assertThat(whileItServes(target.get("MaxCapacity"))).isGreaterThan(least);
            });
  }

  /** Of two regions one has no tasks; see {@code SecondRegionTest}. */
  private static int whileItServes(JsonNode bound) {
    return bound.isNumber() ? bound.asInt() : bound.at("/Fn::If/1").asInt();
  }

  @ParameterizedTest
  @CsvSource({
    "ScalingWaitlistBacklog, sugang-requests, 20",
    "ScalingNotificationBacklog, sugang-notifications, 60"
  })
  void workersAndNotifiersFollowTheBacklogOfEachTask(String id, String queue, int target) {
    JsonNode policy =
        services()
            .one("ApplicationAutoScaling::ScalingPolicy", id)
            .get("TargetTrackingScalingPolicyConfiguration");
    assertThat(policy.get("TargetValue").asInt()).isEqualTo(target);
    assertThat(policy.get("ScaleOutCooldown").asInt()).isEqualTo(60);
    assertThat(policy.get("ScaleInCooldown").asInt()).isBetween(180, 300);
    JsonNode metrics = policy.at("/CustomizedMetricSpecification/Metrics");
    assertThat(metrics.get(0).at("/MetricStat/Metric/MetricName").asText())
        .isEqualTo("ApproximateNumberOfMessagesVisible");
    assertThat(metrics.get(1).at("/MetricStat/Metric/MetricName").asText())
        .isEqualTo("RunningTaskCount");
    assertThat(metrics.get(2).get("Expression").asText()).isEqualTo("backlog / FILL(running, 1)");
    assertThat(metrics.findValues("ReturnData"))
        .extracting(JsonNode::asBoolean)
        .containsExactly(false, false, true);
    assertThat(queueOf(metrics.get(0)))
        .contains(queue.equals("sugang-requests") ? "Requests" : "Notifications");
  }

  /** The queue is empty within a moment, whatever stands behind it. */
  @Test
  void workersFollowTheJournalToo() {
    JsonNode policy =
        services()
            .one("ApplicationAutoScaling::ScalingPolicy", "ScalingUndecided")
            .get("TargetTrackingScalingPolicyConfiguration");
    assertThat(policy.get("TargetValue").asInt()).isEqualTo(2_000);
    JsonNode metrics = policy.at("/CustomizedMetricSpecification/Metrics");
    assertThat(metrics.get(0).at("/MetricStat/Metric/Namespace").asText()).isEqualTo("Sugang");
    assertThat(metrics.get(0).at("/MetricStat/Metric/MetricName").asText())
        .isEqualTo("UndecidedRequests");
    assertThat(metrics.get(2).get("Expression").asText()).isEqualTo("undecided / FILL(running, 1)");
  }

  @Test
  void aBurstIsAnsweredInOneStep() {
    List<JsonNode> bursts =
        services().all("ApplicationAutoScaling::ScalingPolicy").entrySet().stream()
            .filter(policy -> policy.getKey().contains("BurstUpper"))
            .map(Map.Entry::getValue)
            .toList();
    assertThat(bursts)
        .hasSize(3)
        .allSatisfy(
            policy -> {
              JsonNode step = policy.get("StepScalingPolicyConfiguration");
              assertThat(step.get("AdjustmentType").asText()).isEqualTo("PercentChangeInCapacity");
              assertThat(step.at("/StepAdjustments").findValues("ScalingAdjustment"))
                  .extracting(JsonNode::asInt)
                  .containsExactly(100, 300);
            });
  }

  @Test
  void gatewaysFollowTheirProcessorsAndTheirCalls() {
    Map<String, JsonNode> policies = services().all("ApplicationAutoScaling::ScalingPolicy");
    assertThat(policies.keySet())
        .anyMatch(id -> id.startsWith("ScalingGatewayCalls"))
        .anyMatch(id -> id.contains("CpuUpperPolicy"))
        .anyMatch(id -> id.contains("CpuLowerPolicy"));
    assertThat(services().all("CloudWatch::Alarm").values())
        .filteredOn(alarm -> alarm.path("MetricName").asText().equals("CPUUtilization"))
        .extracting(alarm -> alarm.get("Threshold").asInt())
        .containsExactlyInAnyOrder(70, 30);
  }

  private static String queueOf(JsonNode query) {
    return query.at("/MetricStat/Metric/Dimensions/0/Value").toString();
  }

  private static Template services() {
    return Synthesis.of(Size.RUSH, "services");
  }
}
