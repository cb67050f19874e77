package io.sugang.aws.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sugang.aws.Synthesis;
import io.sugang.aws.Template;
import io.sugang.aws.size.Size;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OperationsStackTest {

  private static Template template;

  @BeforeAll
  static void synthesise() {
    template = Synthesis.of(Size.RUSH, "operations");
  }

  @Test
  void whateverGoesWrongHasAnAlarmThatSaysWhatToLookAt() {
    assertThat(template.all("CloudWatch::Alarm").values())
        .allSatisfy(
            alarm -> {
              assertThat(alarm.get("AlarmDescription").asText()).hasSizeGreaterThan(20);
              assertThat(alarm.get("TreatMissingData").asText()).isEqualTo("notBreaching");
            })
        .extracting(alarm -> alarm.get("AlarmName").asText())
        .containsExactlyInAnyOrder(
            "sugang-oldest-sugang-requests",
            "sugang-oldest-sugang-notifications",
            "sugang-dead-letters-sugang-requests",
            "sugang-dead-letters-sugang-notifications",
            "sugang-dead-letters-uncollected",
            "sugang-oldest-dead-letter",
            "sugang-oldest-undecided",
            "sugang-server-errors",
            "sugang-unanswered",
            "sugang-slow-calls",
            "sugang-replica-lag",
            "sugang-database-cpu",
            "sugang-line-memory",
            "sugang-line-evictions",
            "sugang-bounces",
            "sugang-break-glass",
            "sugang-complaints",
            "sugang-errors-gateway-service",
            "sugang-errors-enrollment-service",
            "sugang-errors-waitlist-service",
            "sugang-errors-notification-service");
  }

  @Test
  void everyAlarmWakesWhoeverIsOnCallAndOneSaysWhetherAllIsWell() {
    JsonNode all = template.one("CloudWatch::CompositeAlarm");
    int alarms = template.all("CloudWatch::Alarm").size();
    assertThat(all.get("AlarmRule").toString().split("ALARM\\(", -1)).hasSize(alarms + 1);
    assertThat(template.all("CloudWatch::Alarm").values())
        .allSatisfy(alarm -> assertThat(alarm.get("AlarmActions")).hasSize(1));
    assertThat(template.one("SNS::Subscription").get("Protocol").asText()).isEqualTo("email");
    assertThat(template.all("Chatbot::SlackChannelConfiguration")).hasSize(1);
  }

  @Test
  void logsOfErrorsAreCounted() {
    assertThat(template.all("Logs::MetricFilter").values()).isEmpty();
    assertThat(Synthesis.of(Size.RUSH, "services").all("Logs::MetricFilter").values())
        .extracting(filter -> filter.get("FilterPattern").asText())
        .containsExactlyInAnyOrder(
            "{ $.level = \"ERROR\" }",
            "{ $.level = \"ERROR\" }",
            "{ $.level = \"ERROR\" }",
            "{ $.level = \"ERROR\" }",
            "{ $.message = \"*broke the glass*\" }");
  }

  @Test
  void thereIsADashboardAndABudget() {
    assertThat(template.one("CloudWatch::Dashboard").get("DashboardBody").toString())
        .contains("Oldest message", "Dead letters", "Tasks that run");
    assertThat(template.one("Budgets::Budget").get("NotificationsWithSubscribers")).hasSize(2);
  }
}
