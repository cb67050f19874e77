package io.sugang.aws.service;

import io.sugang.aws.RegionalStack;
import io.sugang.aws.data.DataStack;
import io.sugang.aws.network.NetworkStack;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.ecs.CloudMapNamespaceOptions;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.ContainerInsights;
import software.amazon.awscdk.services.ecs.ExecuteCommandConfiguration;
import software.amazon.awscdk.services.ecs.ExecuteCommandLogConfiguration;
import software.amazon.awscdk.services.ecs.ExecuteCommandLogging;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/**
 * Where tasks run, and the task that migrates the database: it has to end well before the services
 * of a new version start.
 */
public final class ClusterStack extends RegionalStack {

  private final Cluster cluster;

  public ClusterStack(Construct scope, NetworkStack network, DataStack data) {
    super(scope, "cluster", "Sugang: where tasks run, migration of the database");
    cluster = cluster(network);
    new MigrationTask(this, new Images(this), data);
  }

  private Cluster cluster(NetworkStack network) {
    Key key =
        Key.Builder.create(this, "ExecKey")
            .description("Sugang: sessions of operators in containers")
            .enableKeyRotation(true)
            .build();
    LogGroup sessions =
        LogGroup.Builder.create(this, "ExecSessions")
            .retention(RetentionDays.ONE_YEAR)
            .removalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)
            .build();
    return Cluster.Builder.create(this, "Cluster")
        .clusterName("sugang")
        .vpc(network.vpc())
        .containerInsightsV2(ContainerInsights.ENABLED)
        .enableFargateCapacityProviders(true)
        .defaultCloudMapNamespace(
            CloudMapNamespaceOptions.builder()
                .name("sugang.internal")
                .useForServiceConnect(true)
                .build())
        .executeCommandConfiguration(
            ExecuteCommandConfiguration.builder()
                .kmsKey(key)
                .logging(ExecuteCommandLogging.OVERRIDE)
                .logConfiguration(
                    ExecuteCommandLogConfiguration.builder().cloudWatchLogGroup(sessions).build())
                .build())
        .build();
  }

  public Cluster cluster() {
    return cluster;
  }
}
