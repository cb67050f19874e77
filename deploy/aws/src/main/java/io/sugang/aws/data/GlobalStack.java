package io.sugang.aws.data;

import io.sugang.aws.RegionalStack;
import java.util.List;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.services.elasticache.CfnGlobalReplicationGroup;
import software.amazon.awscdk.services.elasticache.CfnGlobalReplicationGroup.GlobalReplicationGroupMemberProperty;
import software.amazon.awscdk.services.rds.CfnGlobalCluster;
import software.constructs.Construct;

/**
 * Makes the first region's database and lines the first members of global ones, which the second
 * region's then join. Deployed in the first region, between its data and the second's.
 */
public final class GlobalStack extends RegionalStack {

  public GlobalStack(Construct scope, DataStack data) {
    super(scope, "global", "Sugang: database and lines over two regions");
    CfnGlobalCluster.Builder.create(this, "Database")
        .globalClusterIdentifier(Database.GLOBAL_NAME)
        .sourceDbClusterIdentifier(
            formatArn(
                ArnComponents.builder()
                    .service("rds")
                    .resource("cluster")
                    .resourceName(data.database().identifier())
                    .arnFormat(ArnFormat.COLON_RESOURCE_NAME)
                    .build()))
        .deletionProtection(true)
        .build();
    var lines =
        CfnGlobalReplicationGroup.Builder.create(this, "Lines")
            .globalReplicationGroupIdSuffix("sugang")
            .globalReplicationGroupDescription("Sugang: the lines")
            .automaticFailoverEnabled(true)
            .members(
                List.of(
                    GlobalReplicationGroupMemberProperty.builder()
                        .replicationGroupId(data.lineStore().identifier())
                        .replicationGroupRegion(getRegion())
                        .role("PRIMARY")
                        .build()))
            .build();
    CfnOutput.Builder.create(this, "LinesId")
        .description("For the parameter GlobalLines of the second region's sugang-data")
        .value(lines.getAttrGlobalReplicationGroupId())
        .build();
  }
}
