package io.sugang.aws.data;

import io.sugang.aws.network.NetworkStack;
import io.sugang.aws.size.Place;
import io.sugang.aws.size.Size;
import io.sugang.migration.DbUser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.SecretValue;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.applicationautoscaling.PredefinedMetric;
import software.amazon.awscdk.services.applicationautoscaling.ScalableTarget;
import software.amazon.awscdk.services.applicationautoscaling.ServiceNamespace;
import software.amazon.awscdk.services.applicationautoscaling.TargetTrackingScalingPolicy;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.rds.AuroraMysqlClusterEngineProps;
import software.amazon.awscdk.services.rds.AuroraMysqlEngineVersion;
import software.amazon.awscdk.services.rds.BackupProps;
import software.amazon.awscdk.services.rds.CaCertificate;
import software.amazon.awscdk.services.rds.CfnDBCluster;
import software.amazon.awscdk.services.rds.ClusterInstance;
import software.amazon.awscdk.services.rds.Credentials;
import software.amazon.awscdk.services.rds.DatabaseCluster;
import software.amazon.awscdk.services.rds.DatabaseClusterEngine;
import software.amazon.awscdk.services.rds.IClusterEngine;
import software.amazon.awscdk.services.rds.IClusterInstance;
import software.amazon.awscdk.services.rds.ParameterGroup;
import software.amazon.awscdk.services.rds.ProvisionedClusterInstanceProps;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.secretsmanager.SecretStringGenerator;
import software.constructs.Construct;

/**
 * Aurora MySQL: a writer, readers, and a login for each service. The administrator's password is
 * RDS's to make and to rotate; the services' are changed by the migration task.
 */
public final class Database extends Construct {

  /** Name of the schema. */
  public static final String SCHEMA = "sugang";

  /** Name of the database over two regions. */
  static final String GLOBAL_NAME = "sugang";

  private static final String NAME = "sugang";
  private static final List<String> LOGS = List.of("error", "slowquery", "audit");
  private static final int READER_CPU_PERCENT = 60;

  private static final String ADMINISTRATOR = "sugang_admin";

  private final DatabaseCluster cluster;
  private ISecret administrator;
  private final Map<DbUser, ISecret> passwords = new LinkedHashMap<>();

  Database(Construct scope, Size size, Place place, NetworkStack network, Key key) {
    super(scope, "Database");
    IClusterEngine engine =
        DatabaseClusterEngine.auroraMysql(
            AuroraMysqlClusterEngineProps.builder()
                .version(AuroraMysqlEngineVersion.VER_3_10_4)
                .build());
    var instance = new InstanceType(size.database().instance());
    List<IClusterInstance> readers = new ArrayList<>();
    for (int i = 1; i <= size.database().readers(); i++) {
      // The first one has the writer's size whatever happens, so that it can take its place.
      readers.add(ClusterInstance.provisioned("Reader" + i, instance(instance, i == 1)));
    }
    cluster =
        DatabaseCluster.Builder.create(this, "Cluster")
            .engine(engine)
            .parameterGroup(parameters(engine))
            .credentials(Credentials.fromPassword(ADMINISTRATOR, SecretValue.unsafePlainText("-")))
            .defaultDatabaseName(SCHEMA)
            .writer(ClusterInstance.provisioned("Writer", instance(instance, false)))
            .readers(readers)
            .vpc(network.vpc())
            .vpcSubnets(SubnetSelection.builder().subnetType(SubnetType.PRIVATE_ISOLATED).build())
            .securityGroups(List.of(network.securityGroups().database()))
            .storageEncrypted(true)
            .storageEncryptionKey(key)
            .backup(
                BackupProps.builder()
                    .retention(Duration.days(35))
                    .preferredWindow("18:00-19:00")
                    .build())
            .preferredMaintenanceWindow("sun:19:00-sun:20:00")
            .clusterIdentifier(NAME)
            .cloudwatchLogsExports(LOGS)
            .deletionProtection(true)
            .removalPolicy(RemovalPolicy.SNAPSHOT)
            .copyTagsToSnapshot(true)
            .iamAuthentication(true)
            .build();
    // There before the cluster writes to them, or they would be kept for ever.
    for (String log : LOGS) {
      cluster.getNode().addDependency(logGroup(log));
    }
    if (size.extras().secondRegion()) {
      keepThePassword(size, place);
      if (place == Place.SECOND) {
        joinTheGlobalOne();
      }
    } else {
      letRdsKeepThePassword();
    }
    // Aurora adds no readers by itself in a second region.
    if (place == Place.FIRST && size.database().mostReaders() > size.database().readers()) {
      addReadersUnderLoad(size.database());
    }
    for (DbUser user : DbUser.values()) {
      passwords.put(user, password(size, place, user));
    }
  }

  private LogGroup logGroup(String log) {
    return LogGroup.Builder.create(this, log)
        .logGroupName("/aws/rds/cluster/%s/%s".formatted(NAME, log))
        .retention(RetentionDays.THREE_MONTHS)
        .removalPolicy(RemovalPolicy.DESTROY)
        .build();
  }

  private static ProvisionedClusterInstanceProps instance(InstanceType type, boolean heir) {
    return ProvisionedClusterInstanceProps.builder()
        .instanceType(type)
        .promotionTier(heir ? 0 : 1)
        .enablePerformanceInsights(!type.toString().startsWith("t"))
        .caCertificate(CaCertificate.RDS_CA_RSA2048_G1)
        .build();
  }

  private ParameterGroup parameters(IClusterEngine engine) {
    var parameters = new LinkedHashMap<String, String>();
    parameters.put("require_secure_transport", "ON");
    parameters.put("innodb_lock_wait_timeout", "10");
    parameters.put("slow_query_log", "1");
    parameters.put("long_query_time", "1");
    parameters.put("server_audit_logging", "1");
    parameters.put("server_audit_events", "CONNECT,QUERY_DCL,QUERY_DDL");
    parameters.put("character_set_server", "utf8mb4");
    return ParameterGroup.Builder.create(this, "Parameters")
        .engine(engine)
        .parameters(parameters)
        .build();
  }

  /** It makes the administrator's password, keeps it as a secret and rotates it every week. */
  private void letRdsKeepThePassword() {
    resource().addPropertyDeletionOverride("MasterUserPassword");
    resource().addPropertyOverride("ManageMasterUserPassword", true);
    administrator =
        Secret.fromSecretCompleteArn(
            this, "Administrator", Token.asString(resource().getAtt("MasterUserSecret.SecretArn")));
  }

  /** RDS does not keep passwords of databases over several regions. */
  private void keepThePassword(Size size, Place place) {
    administrator =
        SharedSecret.in(
            this,
            "Administrator",
            size,
            place,
            "administrator",
            "Sugang: the database's administrator",
            SecretStringGenerator.builder()
                .secretStringTemplate("{\"username\":\"%s\"}".formatted(ADMINISTRATOR))
                .generateStringKey("password")
                .excludePunctuation(true)
                .passwordLength(40)
                .build());
    resource()
        .addPropertyOverride(
            "MasterUserPassword", administrator.secretValueFromJson("password").unsafeUnwrap());
  }

  /** Logins, passwords and the schema come with the first region's data. */
  private void joinTheGlobalOne() {
    resource().addPropertyDeletionOverride("MasterUsername");
    resource().addPropertyDeletionOverride("MasterUserPassword");
    resource().addPropertyDeletionOverride("DatabaseName");
    resource().addPropertyOverride("GlobalClusterIdentifier", GLOBAL_NAME);
  }

  private CfnDBCluster resource() {
    return (CfnDBCluster) cluster.getNode().getDefaultChild();
  }

  private void addReadersUnderLoad(Size.Database size) {
    ScalableTarget readers =
        ScalableTarget.Builder.create(this, "Readers")
            .serviceNamespace(ServiceNamespace.RDS)
            .scalableDimension("rds:cluster:ReadReplicaCount")
            .resourceId("cluster:" + cluster.getClusterIdentifier())
            .minCapacity(size.readers())
            .maxCapacity(size.mostReaders())
            .build();
    readers.getNode().addDependency(cluster);
    TargetTrackingScalingPolicy.Builder.create(this, "ReaderLoad")
        .scalingTarget(readers)
        .predefinedMetric(PredefinedMetric.RDS_READER_AVERAGE_CPU_UTILIZATION)
        .targetValue(READER_CPU_PERCENT)
        .scaleOutCooldown(Duration.seconds(60))
        .scaleInCooldown(Duration.minutes(10))
        .build();
  }

  private static String id(DbUser user) {
    return user.name().charAt(0) + user.name().substring(1).toLowerCase(Locale.ROOT);
  }

  private ISecret password(Size size, Place place, DbUser user) {
    return SharedSecret.in(
        this,
        id(user) + "Password",
        size,
        place,
        user.name().toLowerCase(Locale.ROOT) + "-database",
        "Sugang: password of the database user " + user.login(),
        SecretStringGenerator.builder().excludePunctuation(true).passwordLength(40).build());
  }

  DatabaseCluster cluster() {
    return cluster;
  }

  /** Identifier of the cluster, for its metrics. */
  public String identifier() {
    return cluster.getClusterIdentifier();
  }

  /** Where everything is written. */
  public String writer() {
    return cluster.getClusterEndpoint().getHostname();
  }

  /** Where what may be a moment old is read. */
  public String reader() {
    return cluster.getClusterReadEndpoint().getHostname();
  }

  public ISecret password(DbUser user) {
    return passwords.get(user);
  }

  /** The administrator's secret, with {@code username} and {@code password}. */
  public ISecret administrator() {
    return administrator;
  }
}
