package io.sugang.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sugang.aws.service.Service;
import io.sugang.aws.size.Size;
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
    assertThat(Stream.of("Engine", "CacheNodeType", "AuthToken", "CacheParameterGroupName"))
        .noneMatch(copiedLines::has);
    assertThat(copiedLines.get("TransitEncryptionEnabled").asBoolean()).isTrue();
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
            "sugang/database-worker",
            "sugang/database-office",
            "sugang/database-notifier",
            "sugang/lines",
            "sugang/receipt-key");
    String services = Synthesis.second().get("sugang-services").json().toString();
    assertThat(copied).allSatisfy(name -> assertThat(services).contains(":secret:" + name));
    assertThat(Synthesis.second().get("sugang-data").all("SecretsManager::Secret")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Service.class)
  void noTaskRunsInTheSecondRegionBeforeItServes(Service service) {
    Template services = Synthesis.second().get("sugang-services");
    assertThat(services.json().at("/Parameters/Serving/Default").asText()).isEqualTo("no");
    JsonNode count =
        services.one("ECS::Service", service.id() + "Service").at("/DesiredCount/Fn::If");
    assertThat(count.get(1).asInt()).isEqualTo(service.fleet(Size.NATIONAL).least());
    assertThat(count.get(2).asInt()).isZero();
    JsonNode target =
        services.one("ApplicationAutoScaling::ScalableTarget", service.id() + "Service");
    for (String bound : Set.of("MinCapacity", "MaxCapacity")) {
      assertThat(target.at("/" + bound + "/Fn::If/0"))
          .isEqualTo(
              services.one("ECS::Service", service.id() + "Service").at("/DesiredCount/Fn::If/0"));
      assertThat(target.at("/" + bound + "/Fn::If/2").asInt()).isZero();
    }
  }

  @Test
  void nothingMigratesTheCopy() {
    assertThat(Synthesis.second().get("sugang-cluster").all("ECS::TaskDefinition")).isEmpty();
  }

  @Test
  void theNameFollowsTheRegionThatServes() {
    Template failover = Synthesis.of(Size.NATIONAL, "failover");
    JsonNode first = failover.one("Route53::RecordSet", "First");
    assertThat(first.get("Failover").asText()).isEqualTo("PRIMARY");
    assertThat(first.at("/HealthCheckId/Ref").asText()).isEqualTo("FirstIsThere");
    assertThat(failover.one("Route53::RecordSet", "Second").get("Failover").asText())
        .isEqualTo("SECONDARY");
    JsonNode resources = failover.json().get("Resources");
    for (String id : Set.of("First", "Second", "FirstIsThere")) {
      assertThat(resources.get(id).get("Condition").asText()).isEqualTo("FirstServes");
    }
    assertThat(resources.get("Only").get("Condition").asText())
        .as("once the second serves, the first is never asked again")
        .isEqualTo("SecondServes");
    assertThat(resources.get("Only").at("/Properties/AliasTarget/DNSName/Ref").asText())
        .isEqualTo("SecondOrigin");
  }

  @Test
  void operatorsAreToldWhatWouldBeLost() {
    assertThat(
            Synthesis.second().get("sugang-operations").all("CloudWatch::Alarm").values().stream()
                .map(alarm -> alarm.get("AlarmName").asText()))
        .contains("sugang-region-lag");
  }
}
