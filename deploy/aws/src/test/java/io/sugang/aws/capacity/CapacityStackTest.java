package io.sugang.aws.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sugang.aws.Synthesis;
import io.sugang.aws.Template;
import io.sugang.aws.size.Profile;
import io.sugang.aws.size.Size;
import io.sugang.contract.enrollment.Term;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CapacityStackTest {

  private static final Instant NOW = Instant.parse("2027-02-01T00:00:00Z");
  private static final Instant MONDAY = Instant.parse("2027-02-15T01:00:00Z");
  private static final Instant TUESDAY = Instant.parse("2027-02-16T01:00:00Z");

  @Test
  void windowsThatOpenCloseTogetherShareAnOpening() {
    List<Opening> openings =
        Opening.of(List.of(term(MONDAY, MONDAY.plusSeconds(3_600), TUESDAY)), NOW);

    assertThat(openings)
        .containsExactly(
            new Opening(
                Instant.parse("2027-02-15T00:30:00Z"), Instant.parse("2027-02-15T04:00:00Z")),
            new Opening(
                Instant.parse("2027-02-16T00:30:00Z"), Instant.parse("2027-02-16T03:00:00Z")));
  }

  @Test
  void whatHasBegunIsNotScheduled() {
    assertThat(Opening.of(List.of(term(MONDAY, TUESDAY)), MONDAY.minusSeconds(60))).hasSize(1);
  }

  @Test
  void theLeastIsRaisedBeforeAndLoweredAfter() throws IOException {
    Synthesis.requireNode();
    String json =
        CapacityCommand.template(
            Size.RUSH, Profile.FARGATE, Opening.of(List.of(term(MONDAY)), NOW));
    Template template = new Template(new ObjectMapper().readTree(json));

    assertThat(template.all("Scheduler::Schedule").values())
        .extracting(schedule -> schedule.get("ScheduleExpression").asText() + " " + least(schedule))
        .containsExactlyInAnyOrder(
            "at(2027-02-15T00:30:00) gateway-service 20",
            "at(2027-02-15T00:30:00) waitlist-service 30",
            "at(2027-02-15T00:30:00) enrollment-service 10",
            "at(2027-02-15T03:00:00) gateway-service 3",
            "at(2027-02-15T03:00:00) waitlist-service 3",
            "at(2027-02-15T03:00:00) enrollment-service 3");
  }

  @Test
  void groupsOfMachinesAreRaisedTheSame() throws IOException {
    Synthesis.requireNode();
    String json =
        CapacityCommand.template(Size.RUSH, Profile.EC2, Opening.of(List.of(term(MONDAY)), NOW));
    Template template = new Template(new ObjectMapper().readTree(json));

    assertThat(template.all("Scheduler::Schedule").values())
        .extracting(schedule -> schedule.at("/Target/Input").asText())
        .contains("{\"AutoScalingGroupName\":\"sugang-gateway-service\",\"MinSize\":20}")
        .contains("{\"AutoScalingGroupName\":\"sugang-gateway-service\",\"MinSize\":3}");
    assertThat(template.one("IAM::Policy").toString())
        .contains("autoscaling:UpdateAutoScalingGroup", "autoScalingGroupName/sugang-*");
  }

  private static String least(JsonNode schedule) {
    try {
      JsonNode call = new ObjectMapper().readTree(schedule.at("/Target/Input").asText());
      return call.get("ResourceId").asText().replace("service/sugang/", "")
          + " "
          + call.get("MinCapacity").asInt();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Term term(Instant... opens) {
    return new Term(
        "2027-1",
        "2027년 1학기",
        "Spring 2027",
        "Asia/Seoul",
        LocalDate.parse("2027-03-02"),
        LocalDate.parse("2027-06-20"),
        Stream.of(opens).map(at -> Term.Window.ofEverybody(at, at.plusSeconds(86_400))).toList(),
        List.of());
  }
}
