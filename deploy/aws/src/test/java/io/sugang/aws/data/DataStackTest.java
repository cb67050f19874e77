package io.sugang.aws.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sugang.aws.Synthesis;
import io.sugang.aws.Template;
import io.sugang.aws.size.Size;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DataStackTest {

  private static Template template;

  @BeforeAll
  static void synthesise() {
    template = Synthesis.of(Size.RUSH, "data");
  }

  @Test
  void theDatabaseIsEncryptedProtectedAndCanGoBackToAnySecondOf35Days() {
    JsonNode cluster = template.one("RDS::DBCluster");
    assertThat(cluster.get("Engine").asText()).isEqualTo("aurora-mysql");
    assertThat(cluster.get("StorageEncrypted").asBoolean()).isTrue();
    assertThat(cluster.get("DeletionProtection").asBoolean()).isTrue();
    assertThat(cluster.get("BackupRetentionPeriod").asInt()).isEqualTo(35);
    assertThat(cluster.get("CopyTagsToSnapshot").asBoolean()).isTrue();
    JsonNode parameters = template.one("RDS::DBClusterParameterGroup").get("Parameters");
    assertThat(parameters.get("require_secure_transport").asText()).isEqualTo("ON");
  }

  @Test
  void theAdministratorsPasswordIsMadeAndRotatedByRds() {
    JsonNode cluster = template.one("RDS::DBCluster");
    assertThat(cluster.get("ManageMasterUserPassword").asBoolean()).isTrue();
    assertThat(cluster.has("MasterUserPassword")).isFalse();
  }

  @Test
  void everyServiceHasALoginOfItsOwn() {
    assertThat(template.all("SecretsManager::Secret").values())
        .filteredOn(secret -> secret.get("Description").asText().contains("database user"))
        .extracting(secret -> secret.get("Description").asText().replaceAll(".* ", ""))
        .containsExactlyInAnyOrder("sugang_worker", "sugang_enrollment", "sugang_notifier");
  }

  @Test
  void aReaderIsAlwaysThereAndUpTo15ComeUnderLoad() {
    assertThat(template.all("RDS::DBInstance")).hasSize(2);
    assertThat(
            template.one("RDS::DBInstance", "DatabaseClusterReader1").get("PromotionTier").asInt())
        .isZero();
    JsonNode readers = template.one("ApplicationAutoScaling::ScalableTarget");
    assertThat(readers.get("ScalableDimension").asText()).isEqualTo("rds:cluster:ReadReplicaCount");
    assertThat(readers.get("MinCapacity").asInt()).isEqualTo(1);
    assertThat(readers.get("MaxCapacity").asInt()).isEqualTo(15);
    assertThat(
            template
                .one("ApplicationAutoScaling::ScalingPolicy")
                .at("/TargetTrackingScalingPolicyConfiguration/PredefinedMetricSpecification")
                .get("PredefinedMetricType")
                .asText())
        .isEqualTo("RDSReaderAverageCPUUtilization");
  }

  @Test
  void theLinesAreNeverThrownAwayAndNeverSentInClear() {
    JsonNode group = template.one("ElastiCache::ReplicationGroup");
    assertThat(
            template.one("ElastiCache::ParameterGroup").at("/Properties/maxmemory-policy").asText())
        .isEqualTo("noeviction");
    assertThat(group.get("TransitEncryptionEnabled").asBoolean()).isTrue();
    assertThat(group.get("AtRestEncryptionEnabled").asBoolean()).isTrue();
    assertThat(group.get("AuthToken").toString()).contains("resolve:secretsmanager");
    assertThat(group.get("MultiAZEnabled").asBoolean()).isTrue();
    assertThat(group.get("AutomaticFailoverEnabled").asBoolean()).isTrue();
    assertThat(group.get("ReplicasPerNodeGroup").asInt()).isEqualTo(2);
  }

  @Test
  void filesAndTheDatabaseAreBackedUpEveryNightAndCopiedAway() {
    assertThat(template.one("EFS::FileSystem").get("Encrypted").asBoolean()).isTrue();
    assertThat(template.one("Backup::BackupSelection").at("/BackupSelection/Resources")).hasSize(2);
    JsonNode rule = template.one("Backup::BackupPlan").at("/BackupPlan/BackupPlanRule/0");
    assertThat(rule.at("/Lifecycle/DeleteAfterDays").asInt()).isEqualTo(35);
    assertThat(rule.at("/CopyActions/Fn::If/1/0/DestinationBackupVaultArn/Ref").asText())
        .isEqualTo("BackupCopyVault");
  }
}
