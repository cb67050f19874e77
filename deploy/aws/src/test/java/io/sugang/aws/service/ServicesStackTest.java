package io.sugang.aws.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sugang.aws.Synthesis;
import io.sugang.aws.Template;
import io.sugang.aws.size.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ServicesStackTest {

  private static Template template;

  @BeforeAll
  static void synthesise() {
    template = Synthesis.of(Size.RUSH, "services");
  }

  @Test
  void eachServiceStandsAloneAndGoesBackWhenAVersionDoesNotStart() {
    assertThat(template.all("ECS::Service").values())
        .hasSize(4)
        .allSatisfy(
            service -> {
              JsonNode deployment = service.get("DeploymentConfiguration");
              assertThat(deployment.at("/DeploymentCircuitBreaker/Enable").asBoolean()).isTrue();
              assertThat(deployment.at("/DeploymentCircuitBreaker/Rollback").asBoolean()).isTrue();
              assertThat(deployment.get("MinimumHealthyPercent").asInt()).isEqualTo(100);
              assertThat(service.get("EnableExecuteCommand").asBoolean()).isTrue();
              assertThat(service.toString()).contains("\"AssignPublicIp\":\"DISABLED\"");
            });
    assertThat(service(Service.GATEWAY).at("/DeploymentConfiguration/Strategy").asText())
        .isEqualTo("BLUE_GREEN");
  }

  @Test
  void workersAndNotifiersAreCertainAtTheBaseAndSpotAbove() {
    for (Service service : List.of(Service.WAITLIST, Service.NOTIFICATION)) {
      JsonNode strategy = service(service).get("CapacityProviderStrategy");
      assertThat(strategy.get(0).get("CapacityProvider").asText()).isEqualTo("FARGATE");
      assertThat(strategy.get(0).get("Base").asInt()).isEqualTo(service.fleet(Size.RUSH).least());
      assertThat(strategy.get(1).get("CapacityProvider").asText()).isEqualTo("FARGATE_SPOT");
    }
    assertThat(service(Service.GATEWAY).get("CapacityProviderStrategy")).hasSize(1);
    assertThat(Synthesis.of(Size.RUSH, "cluster").all("ECS::ClusterCapacityProviderAssociations"))
        .hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Service.class)
  void aTaskKeepsItsLogsAndStopsLaterThanItsDrain(Service service) {
    JsonNode container = container(service);
    assertThat(container.get("StopTimeout").asInt()).isBetween(10, 120);
    assertThat(container.at("/HealthCheck/Command").toString())
        .contains("/q/health/live", Integer.toString(service.managementPort()));
    assertThat(container.at("/LogConfiguration/LogDriver").asText()).isEqualTo("awslogs");
    assertThat(template.all("Logs::LogGroup").values())
        .anySatisfy(
            log -> {
              assertThat(log.path("LogGroupName").asText())
                  .isEqualTo("/sugang/" + service.module());
              assertThat(log.get("RetentionInDays").asInt()).isPositive();
            });
  }

  @Test
  void aNewVersionOfTheGatewaysGoesBackByItselfIfItAnswersWithErrors() {
    JsonNode deployment =
        template.one("ECS::Service", "GatewayService").get("DeploymentConfiguration");
    assertThat(deployment.get("Strategy").asText()).isEqualTo("BLUE_GREEN");
    assertThat(deployment.at("/DeploymentCircuitBreaker/Rollback").asBoolean()).isTrue();
    assertThat(deployment.at("/Alarms/Rollback").asBoolean()).isTrue();
    assertThat(template.one("CloudWatch::Alarm", "NewVersionFails").get("Metrics").toString())
        .contains(
            "HTTPCode_Target_5XX_Count",
            "HTTPCode_ELB_5XX_Count",
            "RequestCount",
            ">= 20",
            "/ calls");
  }

  @Test
  void noSecretStandsInAPlainEnvironment() {
    for (Service service : Service.values()) {
      assertThat(container(service).get("Environment"))
          .extracting(variable -> variable.get("Name").asText())
          .filteredOn(name -> !name.equals("SUGANG_TOKEN_KEYS"))
          .noneMatch(name -> name.matches(".*(PASSWORD|SECRET|KEY).*"));
    }
  }

  @Test
  void eachRoleMayDoWhatItsServiceDoesAndNoMore() {
    assertThat(actions(Service.GATEWAY))
        .containsExactlyInAnyOrder(
            "sqs:SendMessage",
            "sqs:GetQueueUrl",
            "sqs:GetQueueAttributes",
            "xray:PutTraceSegments",
            "xray:PutTelemetryRecords");
    assertThat(actions(Service.ENROLLMENT))
        .containsExactlyInAnyOrder(
            "sqs:ReceiveMessage",
            "sqs:DeleteMessage",
            "sqs:ChangeMessageVisibility",
            "sqs:GetQueueUrl",
            "sqs:GetQueueAttributes",
            "sqs:SendMessage",
            "elasticfilesystem:ClientMount",
            "elasticfilesystem:ClientWrite",
            "xray:PutTraceSegments",
            "xray:PutTelemetryRecords");
    assertThat(actions(Service.WAITLIST))
        .containsExactlyInAnyOrder(
            "sqs:ReceiveMessage",
            "sqs:DeleteMessage",
            "sqs:ChangeMessageVisibility",
            "sqs:GetQueueUrl",
            "sqs:GetQueueAttributes",
            "sqs:SendMessage",
            "ecs:UpdateTaskProtection",
            "xray:PutTraceSegments",
            "xray:PutTelemetryRecords");
    assertThat(actions(Service.NOTIFICATION)).contains("ses:SendEmail").doesNotContain("ses:*");
  }

  @Test
  void tasksMayPullTheirImageAndADeploymentKeepsTheirNumber() {
    for (Service service : Service.values()) {
      assertThat(service(service).has("DesiredCount")).isFalse();
      assertThat(
              template
                  .one("IAM::Policy", service.id() + "TaskDefinitionExecutionRoleDefaultPolicy")
                  .toString())
          .contains("ecr:BatchGetImage", "repository/sugang/" + service.module());
    }
  }

  @Test
  void theSchemaIsMigratedByATaskOfItsOwn() {
    JsonNode container =
        Synthesis.of(Size.RUSH, "cluster").one("ECS::TaskDefinition").at("/ContainerDefinitions/0");
    assertThat(container.get("Image").toString()).contains("/migration:");
    assertThat(container.get("Secrets")).hasSize(5);
  }

  @Test
  void operatorsSessionsAreLoggedAndEncrypted() {
    JsonNode exec =
        Synthesis.of(Size.RUSH, "cluster")
            .one("ECS::Cluster")
            .at("/Configuration/ExecuteCommandConfiguration");
    assertThat(exec.get("Logging").asText()).isEqualTo("OVERRIDE");
    assertThat(exec.has("KmsKeyId")).isTrue();
  }

  private static JsonNode service(Service service) {
    return template.one("ECS::Service", service.id() + "Service");
  }

  private static JsonNode container(Service service) {
    return template.one("ECS::TaskDefinition", service.id() + "Task").at("/ContainerDefinitions/0");
  }

  /** Without those of an operator's session. */
  private static List<String> actions(Service service) {
    var found = new TreeSet<String>();
    for (Map.Entry<String, JsonNode> policy : template.all("IAM::Policy").entrySet()) {
      if (policy.getKey().startsWith(service.id() + "TaskDefinitionTaskRole")) {
        for (JsonNode statement : policy.getValue().at("/PolicyDocument/Statement")) {
          JsonNode actions = statement.get("Action");
          if (actions.isTextual()) {
            found.add(actions.asText());
          } else {
            actions.forEach(action -> found.add(action.asText()));
          }
        }
      }
    }
    found.removeIf(
        action ->
            action.startsWith("ssmmessages:")
                || action.startsWith("logs:")
                || action.startsWith("kms:"));
    return new ArrayList<>(found);
  }
}
