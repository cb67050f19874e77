package io.sugang.aws.machine;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.ssm.CfnDocument;
import software.constructs.Construct;

/**
 * How operators come to a machine, by Session Manager with the document {@code sugang-session}:
 * what they type, and what they see, is kept for a year.
 */
final class Sessions extends Construct {

  private final LogGroup log;

  Sessions(Construct scope) {
    super(scope, "Sessions");
    log =
        LogGroup.Builder.create(this, "Log")
            .retention(RetentionDays.ONE_YEAR)
            .removalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)
            .build();
    CfnDocument.Builder.create(this, "Document")
        .name("sugang-session")
        .documentType("Session")
        .documentFormat("JSON")
        .content(
            new TreeMap<>(
                Map.of(
                    "schemaVersion",
                    "1.0",
                    "description",
                    "Sugang: sessions of operators on machines",
                    "sessionType",
                    "Standard_Stream",
                    "inputs",
                    new TreeMap<>(
                        Map.of(
                            "cloudWatchLogGroupName",
                            log.getLogGroupName(),
                            "cloudWatchEncryptionEnabled",
                            false,
                            "cloudWatchStreamingEnabled",
                            true,
                            "idleSessionTimeout",
                            "20")))))
        .build();
  }

  /** Lets a machine write what is typed on it. */
  void letKeep(Role role) {
    log.grantWrite(role);
    role.addToPolicy(
        PolicyStatement.Builder.create()
            .actions(List.of("logs:DescribeLogGroups", "logs:DescribeLogStreams"))
            .resources(List.of("*"))
            .build());
  }
}
