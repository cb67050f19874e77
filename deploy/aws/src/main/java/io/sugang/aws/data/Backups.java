package io.sugang.aws.data;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.backup.BackupPlan;
import software.amazon.awscdk.services.backup.BackupPlanRule;
import software.amazon.awscdk.services.backup.BackupPlanRuleProps;
import software.amazon.awscdk.services.backup.BackupResource;
import software.amazon.awscdk.services.backup.BackupSelectionOptions;
import software.amazon.awscdk.services.backup.BackupVault;
import software.amazon.awscdk.services.backup.CfnBackupPlan;
import software.amazon.awscdk.services.efs.FileSystem;
import software.amazon.awscdk.services.events.CronOptions;
import software.amazon.awscdk.services.events.Schedule;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.rds.DatabaseCluster;
import software.constructs.Construct;

/**
 * A backup every night, kept for 35 days, and a copy of it in another region if that region's vault
 * is named. Aurora's own recovery to any second of the last 35 days comes on top.
 */
final class Backups extends Construct {

  private static final Duration KEPT = Duration.days(35);

  Backups(Construct scope, Key key, DatabaseCluster database, FileSystem files) {
    super(scope, "Backups");
    var copy =
        CfnParameter.Builder.create(this, "CopyVault")
            .description("ARN of the backup vault in another region; empty: no copies")
            .defaultValue("")
            .build();
    copy.overrideLogicalId("BackupCopyVault");
    CfnCondition copied =
        CfnCondition.Builder.create(this, "Copied")
            .expression(Fn.conditionNot(Fn.conditionEquals(copy.getValueAsString(), "")))
            .build();
    BackupVault vault =
        BackupVault.Builder.create(this, "Vault")
            .encryptionKey(key)
            .blockRecoveryPointDeletion(true)
            .removalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)
            .build();
    BackupPlan plan =
        BackupPlan.Builder.create(this, "Plan")
            .backupVault(vault)
            .backupPlanRules(
                List.of(
                    new BackupPlanRule(
                        BackupPlanRuleProps.builder()
                            .ruleName("every-night")
                            .scheduleExpression(
                                Schedule.cron(CronOptions.builder().hour("16").minute("0").build()))
                            .startWindow(Duration.hours(1))
                            .completionWindow(Duration.hours(6))
                            .deleteAfter(KEPT)
                            .build())))
            .build();
    plan.addSelection(
        "Everything",
        BackupSelectionOptions.builder()
            .resources(
                List.of(
                    BackupResource.fromRdsDatabaseCluster(database),
                    BackupResource.fromEfsFileSystem(files)))
            .build());
    ((CfnBackupPlan) plan.getNode().getDefaultChild())
        .addPropertyOverride(
            "BackupPlan.BackupPlanRule.0.CopyActions",
            Fn.conditionIf(
                copied.getLogicalId(),
                List.of(
                    Map.of(
                        "DestinationBackupVaultArn",
                        copy.getValueAsString(),
                        "Lifecycle",
                        Map.of("DeleteAfterDays", KEPT.toDays()))),
                Aws.NO_VALUE));
  }
}
