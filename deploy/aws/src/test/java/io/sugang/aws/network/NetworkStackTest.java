package io.sugang.aws.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sugang.aws.Synthesis;
import io.sugang.aws.Template;
import io.sugang.aws.size.Size;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class NetworkStackTest {

  /** The calls of the architecture's picture: caller, called, port. */
  private static final Set<String> CALLS =
      Set.of(
          "LoadBalancer → Gateway 8080",
          "LoadBalancer → Gateway 9080",
          "Gateway → Enrollment 8081",
          "Gateway → LineStore 6379",
          "Worker → LineStore 6379",
          "Worker → Database 3306",
          "Enrollment → Database 3306",
          "Notifier → Database 3306",
          "Migration → Database 3306",
          "Enrollment → Files 2049",
          "Gateway → Endpoints 443",
          "Enrollment → Endpoints 443",
          "Worker → Endpoints 443",
          "Notifier → Endpoints 443",
          "Migration → Endpoints 443");

  private static Template template;

  @BeforeAll
  static void synthesise() {
    template = Synthesis.of(Size.CAMPUS, "network");
  }

  @Test
  void theCallsOfThePictureAreLetInAndNoOthers() {
    var found = new TreeSet<String>();
    for (JsonNode rule : template.all("EC2::SecurityGroupIngress").values()) {
      assertThat(rule.get("FromPort")).isEqualTo(rule.get("ToPort"));
      found.add(
          "%s → %s %d"
              .formatted(
                  group(rule.get("SourceSecurityGroupId")),
                  group(rule.get("GroupId")),
                  rule.get("FromPort").asInt()));
    }
    assertThat(found).containsExactlyInAnyOrderElementsOf(CALLS);
  }

  @Test
  void onlyTheLoadBalancerIsOpenToTheInternet() {
    template
        .all("EC2::SecurityGroup")
        .forEach(
            (id, group) -> {
              List<Integer> open =
                  group.path("SecurityGroupIngress").findValues("FromPort").stream()
                      .map(JsonNode::asInt)
                      .toList();
              if (id.startsWith("SecurityGroupsLoadBalancer")) {
                assertThat(open).containsExactlyInAnyOrder(443, 80);
              } else {
                assertThat(open).as(id).isEmpty();
              }
            });
  }

  @Test
  void threeZonesHaveThreeKindsOfSubnets() {
    var subnets = template.all("EC2::Subnet");
    assertThat(subnets).hasSize(9);
    assertThat(subnets.values())
        .allSatisfy(subnet -> assertThat(subnet.path("MapPublicIpOnLaunch").asBoolean()).isFalse());
    assertThat(
            new TreeSet<>(
                subnets.values().stream().map(s -> s.get("AvailabilityZone").toString()).toList()))
        .hasSize(3);
  }

  @Test
  void nothingIsolatedHasAWayOut() {
    template.all("EC2::Route").forEach((id, route) -> assertThat(id).doesNotContain("Isolated"));
  }

  @Test
  void flowsAreLoggedAndKeptForAMonth() {
    assertThat(template.one("EC2::FlowLog").get("TrafficType").asText()).isEqualTo("ALL");
    assertThat(template.one("Logs::LogGroup").get("RetentionInDays").asInt()).isPositive();
  }

  @Test
  void awsIsReachedWithoutLeavingTheNetwork() {
    assertThat(template.all("EC2::VPCEndpoint").values())
        .extracting(endpoint -> endpoint.get("ServiceName").toString().replaceAll(".*\\.|\\W", ""))
        .contains("sqs", "xray", "s3")
        .hasSize(8);
    assertThat(Synthesis.of(Size.SOLO, "network").all("EC2::VPCEndpoint")).hasSize(1);
  }

  @Test
  void thereIsNoBastionAndTheWayToTheCampusIsOptional() {
    assertThat(template.all("EC2::Instance")).isEmpty();
    for (String type : List.of("VPNGateway", "VPNGatewayRoutePropagation", "VPNConnection")) {
      assertThat(template.json().get("Resources"))
          .filteredOn(resource -> resource.get("Type").asText().equals("AWS::EC2::" + type))
          .hasSize(1)
          .allSatisfy(resource -> assertThat(resource.has("Condition")).isTrue());
    }
    assertThat(template.json().at("/Parameters/CampusLink/Default").asText()).isEqualTo("none");
  }

  /** {@code SecurityGroupsGatewayA1B2C3D4} is the gateway's. */
  private static String group(JsonNode reference) {
    return reference
        .at("/Fn::GetAtt/0")
        .asText()
        .replaceFirst("^SecurityGroups", "")
        .replaceFirst("[0-9A-F]{8}$", "");
  }
}
