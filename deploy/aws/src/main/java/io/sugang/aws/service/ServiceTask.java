package io.sugang.aws.service;

import io.sugang.aws.data.Files;
import io.sugang.aws.size.Size;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.ecs.AuthorizationConfig;
import software.amazon.awscdk.services.ecs.AwsLogDriverMode;
import software.amazon.awscdk.services.ecs.AwsLogDriverProps;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.CpuArchitecture;
import software.amazon.awscdk.services.ecs.EfsVolumeConfiguration;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.HealthCheck;
import software.amazon.awscdk.services.ecs.LinuxParameters;
import software.amazon.awscdk.services.ecs.LogDriver;
import software.amazon.awscdk.services.ecs.MountPoint;
import software.amazon.awscdk.services.ecs.OperatingSystemFamily;
import software.amazon.awscdk.services.ecs.PortMapping;
import software.amazon.awscdk.services.ecs.RuntimePlatform;
import software.amazon.awscdk.services.ecs.Secret;
import software.amazon.awscdk.services.ecs.Volume;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/** What one task of a service is: image, size, environment, health, log. */
public final class ServiceTask extends Construct {

  /** Longer than any service's drain. */
  private static final Duration STOP = Duration.seconds(30);

  private static final String SYLLABI = "syllabi";

  private final FargateTaskDefinition definition;
  private final ContainerDefinition container;
  private final LogGroup log;

  ServiceTask(
      Construct scope,
      Service service,
      Size.Fleet fleet,
      Images images,
      Map<String, String> values,
      Map<String, Secret> secrets) {
    super(scope, service.id() + "Task");
    definition =
        FargateTaskDefinition.Builder.create(this, "Definition")
            .family("sugang-" + service.module())
            .cpu(fleet.cpu())
            .memoryLimitMiB(fleet.memoryMib())
            .runtimePlatform(
                RuntimePlatform.builder()
                    .cpuArchitecture(CpuArchitecture.ARM64)
                    .operatingSystemFamily(OperatingSystemFamily.LINUX)
                    .build())
            .build();
    Images.allowPull(definition, service.module());
    log =
        LogGroup.Builder.create(this, "Log")
            .logGroupName("/sugang/" + service.module())
            .retention(RetentionDays.THREE_MONTHS)
            .removalPolicy(RemovalPolicy.DESTROY)
            .build();
    container =
        definition.addContainer(
            "service",
            ContainerDefinitionOptions.builder()
                .containerName("service")
                .image(ContainerImage.fromRegistry(images.of(service.module())))
                .environment(values)
                .secrets(secrets)
                .healthCheck(health(service.managementPort()))
                .stopTimeout(STOP)
                .linuxParameters(
                    LinuxParameters.Builder.create(this, "Linux").initProcessEnabled(true).build())
                .logging(
                    LogDriver.awsLogs(
                        AwsLogDriverProps.builder()
                            .logGroup(log)
                            .streamPrefix("task")
                            // A log that can't be written must not hold up a decision.
                            .mode(AwsLogDriverMode.NON_BLOCKING)
                            .build()))
                .build());
    if (service.hasApi()) {
      container.addPortMappings(
          PortMapping.builder().name("api").containerPort(service.port()).build());
    }
    container.addPortMappings(
        PortMapping.builder().name("management").containerPort(service.managementPort()).build());
  }

  /** Alive, not ready: a task is not replaced because something that it needs is away. */
  private static HealthCheck health(int port) {
    return HealthCheck.builder()
        .command(
            List.of(
                "CMD",
                "bash",
                "-c",
                "exec 3<>/dev/tcp/127.0.0.1/%d && printf 'GET /q/health/live HTTP/1.0\\r\\n\\r\\n' >&3 && head -1 <&3 | grep -q ' 200 '"
                    .formatted(port)))
        .interval(Duration.seconds(10))
        .timeout(Duration.seconds(5))
        .retries(3)
        .startPeriod(Duration.seconds(60))
        .build();
  }

  /** Has the files of sections at hand. */
  void mount(Files files) {
    definition.addVolume(
        Volume.builder()
            .name(SYLLABI)
            .efsVolumeConfiguration(
                EfsVolumeConfiguration.builder()
                    .fileSystemId(files.fileSystem().getFileSystemId())
                    .transitEncryption("ENABLED")
                    .authorizationConfig(
                        AuthorizationConfig.builder()
                            .accessPointId(files.syllabi().getAccessPointId())
                            .iam("ENABLED")
                            .build())
                    .build())
            .build());
    container.addMountPoints(
        MountPoint.builder()
            .sourceVolume(SYLLABI)
            .containerPath("/srv/syllabi")
            .readOnly(false)
            .build());
    definition.addToTaskRolePolicy(files.mayMount());
  }

  FargateTaskDefinition definition() {
    return definition;
  }

  public LogGroup log() {
    return log;
  }
}
