package io.sugang.aws.service;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.services.ecs.AwsLogDriverMode;
import software.amazon.awscdk.services.ecs.AwsLogDriverProps;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.LogDriver;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/**
 * A collector beside each service, which hands its traces to X-Ray. A task goes on without it if it
 * fails.
 */
public final class TraceCollector {

  /** What its container may take, in MiB. */
  static final int MEMORY_MIB = 128;

  /**
   * Takes spans from its own task only, and leaves out what says who called: that is nobody's
   * business in a trace.
   */
  static final String CONFIG =
      """
      receivers:
        otlp:
          protocols:
            http:
              endpoint: 127.0.0.1:4318
      processors:
        memory_limiter:
          check_interval: 1s
          limit_mib: 80
        attributes/nobody:
          actions:
            - {key: client.address, action: delete}
            - {key: network.peer.address, action: delete}
            - {key: network.peer.port, action: delete}
            - {key: user_agent.original, action: delete}
            - {key: url.query, action: delete}
        batch:
          timeout: 5s
      exporters:
        awsxray:
          indexed_attributes: [sugang.section, sugang.decision, sugang.delivery]
      service:
        pipelines:
          traces:
            receivers: [otlp]
            processors: [memory_limiter, attributes/nobody, batch]
            exporters: [awsxray]
      """;

  private final CfnParameter image;

  TraceCollector(Construct scope) {
    image =
        CfnParameter.Builder.create(scope, "CollectorImage")
            .description("Image of the AWS distribution of the OpenTelemetry collector")
            .defaultValue("public.ecr.aws/aws-observability/aws-otel-collector:v0.43.1")
            .build();
  }

  /** Stands beside a service's container. */
  void joinTo(FargateTaskDefinition task, LogGroup log) {
    task.addContainer(
        "collector",
        ContainerDefinitionOptions.builder()
            .containerName("collector")
            .image(ContainerImage.fromRegistry(image.getValueAsString()))
            .essential(false)
            .enableRestartPolicy(true)
            .memoryLimitMiB(MEMORY_MIB)
            .environment(new TreeMap<>(Map.of("AOT_CONFIG_CONTENT", CONFIG, "GOMEMLIMIT", "90MiB")))
            .logging(
                LogDriver.awsLogs(
                    AwsLogDriverProps.builder()
                        .logGroup(log)
                        .streamPrefix("collector")
                        .mode(AwsLogDriverMode.NON_BLOCKING)
                        .build()))
            .build());
    task.addToTaskRolePolicy(maySend());
  }

  /** What a role has to allow for traces to be handed to X-Ray. */
  public static PolicyStatement maySend() {
    return PolicyStatement.Builder.create()
        .actions(List.of("xray:PutTraceSegments", "xray:PutTelemetryRecords"))
        .resources(List.of("*"))
        .build();
  }
}
