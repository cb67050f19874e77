package io.sugang.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sugang.aws.service.Service;
import io.sugang.aws.size.Size;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two regions: {@link Size#NATIONAL}. */
class SecondRegionTest {

  @Test
  void theDatabaseAndTheLinesSpanBothRegions() {
    Template global = Synthesis.of(Size.NATIONAL, "global");
    JsonNode database = global.one("RDS::GlobalCluster");
    assertThat(database.get("DeletionProtection").asBoolean()).isTrue();
    assertThat(database.get("SourceDBClusterIdentifier").toString()).contains(":cluster:");
    JsonNode lines = global.one("ElastiCache::GlobalReplicationGroup");
    assertThat(lines.at("/Members/0/Role").asText()).isEqualTo("PRIMARY");

    Template second = Synthesis.second().get("sugang-data");
    JsonNode copy = second.one("RDS::DBCluster");
    assertThat(copy.get("GlobalClusterIdentifier"))
        .isEqualTo(database.get("GlobalClusterIdentifier"));
    assertThat(Stream.of("MasterUsername", "MasterUserPassword", "ManageMasterUserPassword"))
        .noneMatch(copy::has);
    assertThat(copy.get("StorageEncrypted").asBoolean()).isTrue();
    assertThat(copy.get("DeletionProtection").asBoolean()).isTrue();
    JsonNode copiedLines = second.one("ElastiCache::ReplicationGroup");
    assertThat(copiedLines.at("/GlobalReplicationGroupId/Ref").asText()).isEqualTo("GlobalLines");
    assertThat(
            Stream.of(
                "Engine",
                "CacheNodeType",
                "AuthToken",
                "CacheParameterGroupName",
                "AtRestEncryptionEnabled",
                "TransitEncryptionEnabled"))
        .noneMatch(copiedLines::has);
  }

  /** RDS does not keep an administrator's password of a database over several regions. */
  @Test
  void theAdministratorsPasswordIsASecretOfOurs() {
    JsonNode first = Synthesis.of(Size.NATIONAL, "data").one("RDS::DBCluster");
    assertThat(first.has("ManageMasterUserPassword")).isFalse();
    assertThat(first.get("MasterUserPassword").toString()).contains("resolve:secretsmanager");
  }

  @Test
  void secretsAreTheSameInBothRegions() {
    Set<String> copied = new TreeSet<>();
    for (String stack : Set.of("data", "services")) {
      for (JsonNode secret :
          Synthesis.of(Size.NATIONAL, stack).all("SecretsManager::Secret").values()) {
        if (secret.has("ReplicaRegions")) {
          assertThat(secret.at("/ReplicaRegions/0/Region/Ref").asText()).isEqualTo("SecondRegion");
          copied.add(secret.get("Name").asText());
        }
      }
    }
    assertThat(copied)
        .containsExactlyInAnyOrder(
            "sugang/administrator",
            "sugang/worker-database",
            "sugang/enrollment-database",
            "sugang/notifier-database",
            "sugang/lines",
            "sugang/receipt-key");
    assertThat(copied)
        .as("a name that ends so would be taken for a complete ARN")
        .noneMatch(name -> name.matches(".*-.{6}"));
    String used =
        Synthesis.second().get("sugang-services").json().toString()
            + Synthesis.second().get("sugang-cluster").json().toString();
    assertThat(copied).allSatisfy(name -> assertThat(used).contains(":secret:" + name));
    assertThat(Synthesis.second().get("sugang-data").all("SecretsManager::Secret")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Service.class)
  void onlyTheRegionThatServesHasTasks(Service service) {
    assertThat(defaultOfServing(Synthesis.of(Size.NATIONAL, "services"))).isEqualTo("yes");
    assertThat(defaultOfServing(Synthesis.second().get("sugang-services"))).isEqualTo("no");
    for (Template services :
        List.of(
            Synthesis.of(Size.NATIONAL, "services"), Synthesis.second().get("sugang-services"))) {
      JsonNode count =
          services.one("ECS::Service", service.id() + "Service").at("/DesiredCount/Fn::If");
      assertThat(count.at("/1/Ref").asText())
          .as("a deployment undoes no scaling")
          .isEqualTo("AWS::NoValue");
      assertThat(count.get(2).asInt()).isZero();
      JsonNode target =
          services.one("ApplicationAutoScaling::ScalableTarget", service.id() + "Service");
      for (String bound : Set.of("MinCapacity", "MaxCapacity")) {
        JsonNode choice = target.at("/" + bound + "/Fn::If");
        assertThat(choice.get(0)).isEqualTo(count.get(0));
        assertThat(choice.get(1).asInt()).isPositive();
        assertThat(choice.get(2).asInt()).isZero();
      }
    }
  }

  private static String defaultOfServing(Template services) {
    return services.json().at("/Parameters/Serving/Default").asText();
  }

  @Test
  void noReadersAreAddedToTheCopy() {
    assertThat(Synthesis.second().get("sugang-data").all("ApplicationAutoScaling::ScalableTarget"))
        .isEmpty();
  }

  @Test
  void theNameFollowsTheRegionThatServes() {
    Template failover = Synthesis.of(Size.NATIONAL, "failover");
    JsonNode first = failover.one("Route53::RecordSet", "First");
    JsonNode second = failover.one("Route53::RecordSet", "Second");
    assertThat(first.get("Failover").asText()).isEqualTo("PRIMARY");
    assertThat(first.at("/HealthCheckId/Ref").asText()).isEqualTo("FirstIsThere");
    assertThat(second.get("Failover").asText()).isEqualTo("SECONDARY");
    assertThat(second.at("/AliasTarget/DNSName/Ref").asText()).isEqualTo("SecondOrigin");
    JsonNode primary = first.at("/AliasTarget/DNSName/Fn::If");
    assertThat(primary.get(0).asText()).isEqualTo("FirstServes");
    assertThat(primary.at("/1/Ref").asText()).isEqualTo("FirstOrigin");
    assertThat(primary.at("/2/Ref").asText())
        .as("once the second serves, the first is never asked again")
        .isEqualTo("SecondOrigin");
    assertThat(failover.all("Route53::RecordSet"))
        .as("Route 53 takes no other kind of record beside them")
        .hasSize(2);
  }

  /** An account's regions share the names of budgets, dashboards and Slack's configurations. */
  @Test
  void whatIsTheAccountsIsNotMadeTwice() {
    Template first = Synthesis.of(Size.NATIONAL, "operations");
    Template second = Synthesis.second().get("sugang-operations");
    assertThat(first.all("Budgets::Budget")).hasSize(1);
    assertThat(second.all("Budgets::Budget")).isEmpty();
    assertThat(second.one("CloudWatch::Dashboard").get("DashboardName"))
        .isNotEqualTo(first.one("CloudWatch::Dashboard").get("DashboardName"));
    assertThat(second.one("Chatbot::SlackChannelConfiguration").get("ConfigurationName"))
        .isNotEqualTo(first.one("Chatbot::SlackChannelConfiguration").get("ConfigurationName"));
  }

  @Test
  void operatorsAreToldWhatWouldBeLost() {
    assertThat(
            Synthesis.second().get("sugang-operations").all("CloudWatch::Alarm").values().stream()
                .map(alarm -> alarm.get("AlarmName").asText()))
        .contains("sugang-region-lag");
  }
}
