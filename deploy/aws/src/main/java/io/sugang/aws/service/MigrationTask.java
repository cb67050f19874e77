package io.sugang.aws.service;

import io.sugang.aws.data.DataStack;
import io.sugang.aws.data.Database;
import io.sugang.migration.DbUser;
import java.util.TreeMap;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.ecs.AwsLogDriverProps;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.CpuArchitecture;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.LogDriver;
import software.amazon.awscdk.services.ecs.OperatingSystemFamily;
import software.amazon.awscdk.services.ecs.RuntimePlatform;
import software.amazon.awscdk.services.ecs.Secret;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.constructs.Construct;

/**
 * The task that brings the schema to its newest version and gives each service its login. Run once
 * before a new version of the services, never by a service itself.
 */
final class MigrationTask extends Construct {

  MigrationTask(Construct scope, Images images, DataStack data) {
    super(scope, "Migration");
    FargateTaskDefinition definition =
        FargateTaskDefinition.Builder.create(this, "Definition")
            .family("sugang-migration")
            .cpu(256)
            .memoryLimitMiB(512)
            .runtimePlatform(
                RuntimePlatform.builder()
                    .cpuArchitecture(CpuArchitecture.ARM64)
                    .operatingSystemFamily(OperatingSystemFamily.LINUX)
                    .build())
            .build();
    Images.allowPull(definition, "migration");
    Database database = data.database();
    ISecret administrator = database.administrator();
    var values = new TreeMap<String, String>();
    values.put("SUGANG_DB_HOST", database.writer());
    values.put("SUGANG_DB_PORT", "3306");
    values.put("SUGANG_DB_SCHEMA", Database.SCHEMA);
    values.put("SUGANG_DB_TLS", "verify-identity");
    values.put("SUGANG_DB_AUTHORITIES", TaskEnvironment.AUTHORITIES);
    var secrets = new TreeMap<String, Secret>();
    secrets.put("SUGANG_DB_ADMIN_USER", Secret.fromSecretsManager(administrator, "username"));
    secrets.put("SUGANG_DB_ADMIN_PASSWORD", Secret.fromSecretsManager(administrator, "password"));
    for (DbUser user : DbUser.values()) {
      secrets.put(
          "SUGANG_DB_PASSWORD_" + user.name(), Secret.fromSecretsManager(database.password(user)));
    }
    definition.addContainer(
        "migration",
        ContainerDefinitionOptions.builder()
            .containerName("migration")
            .image(ContainerImage.fromRegistry(images.of("migration")))
            .environment(values)
            .secrets(secrets)
            .logging(
                LogDriver.awsLogs(
                    AwsLogDriverProps.builder()
                        .logGroup(
                            LogGroup.Builder.create(this, "Log")
                                .logGroupName("/sugang/migration")
                                .retention(RetentionDays.ONE_YEAR)
                                .removalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)
                                .build())
                        .streamPrefix("task")
                        .build()))
            .build());
    CfnOutput.Builder.create(this, "Task")
        .description("Run it in the private subnets, with the security group of migrations")
        .value(definition.getTaskDefinitionArn())
        .build();
  }
}
