package io.sugang.aws.data;

import io.sugang.aws.network.NetworkStack;
import io.sugang.aws.size.Place;
import io.sugang.aws.size.Size;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.ISubnet;
import software.amazon.awscdk.services.elasticache.CfnParameterGroup;
import software.amazon.awscdk.services.elasticache.CfnReplicationGroup;
import software.amazon.awscdk.services.elasticache.CfnReplicationGroup.CloudWatchLogsDestinationDetailsProperty;
import software.amazon.awscdk.services.elasticache.CfnReplicationGroup.DestinationDetailsProperty;
import software.amazon.awscdk.services.elasticache.CfnReplicationGroup.LogDeliveryConfigurationRequestProperty;
import software.amazon.awscdk.services.elasticache.CfnSubnetGroup;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.amazon.awscdk.services.secretsmanager.SecretStringGenerator;
import software.constructs.Construct;

/**
 * The Redis that holds the lines, as Valkey: one shard with replicas, encrypted, with a password.
 * It never throws anything away; a full one refuses to take more.
 */
public final class LineStore extends Construct {

  private final CfnReplicationGroup group;
  private final ISecret password;

  LineStore(Construct scope, Size size, Place place, NetworkStack network, Key key) {
    super(scope, "LineStore");
    password =
        SharedSecret.in(
            this,
            "Password",
            size,
            place,
            "lines",
            "Sugang: password of Redis",
            SecretStringGenerator.builder().excludePunctuation(true).passwordLength(64).build());
    var subnets =
        CfnSubnetGroup.Builder.create(this, "Subnets")
            .description("Sugang: Redis")
            .subnetIds(
                network.vpc().getIsolatedSubnets().stream().map(ISubnet::getSubnetId).toList())
            .build();
    int replicas = size.lineStore().replicas();
    var lines =
        CfnReplicationGroup.Builder.create(this, "Group")
            .replicationGroupDescription("Sugang: the lines")
            .automaticFailoverEnabled(replicas > 0)
            .multiAzEnabled(replicas > 0)
            .kmsKeyId(key.getKeyArn())
            .cacheSubnetGroupName(subnets.getRef())
            .securityGroupIds(List.of(network.securityGroups().lineStore().getSecurityGroupId()))
            .snapshotRetentionLimit(7)
            .snapshotWindow("17:00-18:00")
            .preferredMaintenanceWindow("sun:20:00-sun:21:00")
            .autoMinorVersionUpgrade(true)
            .logDeliveryConfigurations(List.of(slowLog()));
    group = place == Place.SECOND ? copy(lines, replicas) : original(lines, size);
  }

  private CfnReplicationGroup original(CfnReplicationGroup.Builder lines, Size size) {
    var parameters =
        CfnParameterGroup.Builder.create(this, "Parameters")
            .cacheParameterGroupFamily("valkey7")
            .description("Sugang: Redis keeps what it was given")
            .properties(Map.of("maxmemory-policy", "noeviction"))
            .build();
    return lines
        .engine("valkey")
        .engineVersion("7.2")
        .cacheNodeType(size.lineStore().node())
        .numNodeGroups(1)
        .replicasPerNodeGroup(size.lineStore().replicas())
        .atRestEncryptionEnabled(true)
        .transitEncryptionEnabled(true)
        .transitEncryptionMode("required")
        .authToken(password.getSecretValue().unsafeUnwrap())
        .cacheParameterGroupName(parameters.getRef())
        .build();
  }

  /** Engine, size of nodes, parameters, encryption and password are the first region's. */
  private CfnReplicationGroup copy(CfnReplicationGroup.Builder lines, int replicas) {
    CfnParameter global =
        CfnParameter.Builder.create(Stack.of(this), "GlobalLines")
            .description("Output LinesId of the first region's sugang-global")
            .minLength(1)
            .build();
    return lines
        .globalReplicationGroupId(global.getValueAsString())
        .numCacheClusters(replicas + 1)
        .build();
  }

  private LogDeliveryConfigurationRequestProperty slowLog() {
    LogGroup log =
        LogGroup.Builder.create(this, "SlowLog")
            .retention(RetentionDays.ONE_MONTH)
            .removalPolicy(RemovalPolicy.DESTROY)
            .build();
    return LogDeliveryConfigurationRequestProperty.builder()
        .logType("slow-log")
        .logFormat("json")
        .destinationType("cloudwatch-logs")
        .destinationDetails(
            DestinationDetailsProperty.builder()
                .cloudWatchLogsDetails(
                    CloudWatchLogsDestinationDetailsProperty.builder()
                        .logGroup(log.getLogGroupName())
                        .build())
                .build())
        .build();
  }

  /** Identifier of the replication group, for its metrics. */
  public String identifier() {
    return group.getRef();
  }

  /** Address of whichever node is the primary. */
  public String primary() {
    return group.getAttrPrimaryEndPointAddress();
  }

  public ISecret password() {
    return password;
  }
}
