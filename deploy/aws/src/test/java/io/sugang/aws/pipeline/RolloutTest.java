package io.sugang.aws.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sugang.aws.Synthesis;
import io.sugang.aws.size.Size;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code deploy/aws/rollout} with an AWS CLI that takes notes and answers what it is told. */
class RolloutTest {

  @TempDir private Path folder;
  private String serving = "None";
  private String output = "output";

  private record Run(int code, String said, List<String> calls) {}

  @Test
  void theDatabaseIsMigratedBeforeTheServices() throws Exception {
    Run run = rollout("0", "campus", "1.2.3");
    assertThat(run.code()).as(run.said()).isZero();
    assertThat(run.calls().stream().filter(call -> !call.contains("describe-stacks")))
        .satisfiesExactly(
            call ->
                assertThat(call)
                    .contains("deploy --stack-name sugang-cluster")
                    .contains("campus/sugang-cluster.json")
                    .contains("--role-arn the-role")
                    .endsWith("--parameter-overrides ImageVersion=1.2.3"),
            call -> assertThat(call).startsWith("ecs run-task").contains("sugang-migration"),
            call -> assertThat(call).startsWith("ecs wait tasks-stopped"),
            call -> assertThat(call).startsWith("ecs describe-tasks"),
            call ->
                assertThat(call)
                    .contains("deploy --stack-name sugang-services")
                    .endsWith("ImageVersion=1.2.3"));
  }

  @Test
  void servicesStayAsTheyAreIfTheMigrationFails() throws Exception {
    for (String code : List.of("1", "None")) {
      Run run = rollout(code, "campus", "1.2.3");
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.said()).contains("/sugang/migration");
      assertThat(run.calls())
          .noneMatch(call -> call.contains("deploy --stack-name sugang-services"));
    }
  }

  @Test
  void aRegionThatDoesNotServeIsNotMigratedAndHasItsOwnTemplates() throws Exception {
    serving = "no";
    Run run = rollout("0", "--second", "national", "1.2.3");
    assertThat(run.code()).as(run.said()).isZero();
    assertThat(run.calls()).noneMatch(call -> call.contains("run-task"));
    assertThat(run.calls())
        .filteredOn(call -> call.contains("deploy --stack-name sugang-services"))
        .singleElement()
        .asString()
        .contains("national/second/");
    serving = "yes";
    assertThat(rollout("0", "--second", "national", "1.2.3").calls())
        .anyMatch(call -> call.contains("run-task"));
  }

  @Test
  void whatIsMissingIsSaid() throws Exception {
    output = "None";
    Run run = rollout("0", "campus", "1.2.3");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.said()).contains("sugang-pipeline has no output TemplatesName");
    assertThat(run.calls()).noneMatch(call -> call.contains("deploy"));
  }

  @Test
  void whatCannotBeReadIsSaidAndNothingIsDone() throws Exception {
    output = "; exit 254";
    Run run = rollout("0", "campus", "1.2.3");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.said()).contains("can't read the stack sugang-pipeline");
    assertThat(run.calls()).noneMatch(call -> call.contains("deploy"));
    serving = "; exit 254";
    assertThat(rollout("0", "campus", "1.2.3").said())
        .contains("can't read the stack sugang-services");
  }

  @Test
  void wrongWordsAreToldAndNothingIsDone() throws Exception {
    assertThat(rollout("0", "huge", "1.2.3").said()).contains("no size 'huge'");
    assertThat(rollout("0", "campus").said()).contains("version");
    assertThat(rollout("0", "huge", "1.2.3").calls()).isEmpty();
  }

  /** What the script calls, and what those calls call in turn, is what its role may do. */
  @Test
  void theBuildsRoleMayDoWhatTheRolloutCalls() {
    Set<String> allowed = new TreeSet<>();
    for (JsonNode policy : Synthesis.of(Size.CAMPUS, "pipeline").all("IAM::Policy").values()) {
      for (JsonNode statement : policy.at("/PolicyDocument/Statement")) {
        JsonNode actions = statement.get("Action");
        if (actions.isTextual()) {
          allowed.add(actions.asText());
        }
        actions.forEach(action -> allowed.add(action.asText()));
      }
    }
    assertThat(allowed)
        .contains(
            "cloudformation:DescribeStacks",
            "cloudformation:CreateChangeSet",
            "cloudformation:DescribeChangeSet",
            "cloudformation:ExecuteChangeSet",
            "ecs:RunTask",
            "ecs:DescribeTasks",
            "iam:PassRole",
            "ecr:PutImage",
            "ecr:GetAuthorizationToken");
  }

  private Run rollout(String migration, String... arguments)
      throws IOException, InterruptedException {
    Path notes = folder.resolve("notes");
    Files.deleteIfExists(notes);
    Path aws =
        Files.writeString(
            folder.resolve("aws"),
            """
            #!/bin/bash
            echo "$*" >>'%s'
            case "$*" in
              "ecs run-task"*) echo task-arn ;;
              "ecs describe-tasks"*) echo %s ;;
              *Serving*) echo %s ;;
              *describe-stacks*) echo %s ;;
            esac
            """
                .formatted(notes, migration, serving, output));
    assertThat(aws.toFile().setExecutable(true)).isTrue();
    Path templates = folder.resolve("cloudformation");
    Files.createDirectories(templates.resolve("campus"));
    Path second = Files.createDirectories(templates.resolve("national/second"));
    Files.writeString(second.resolve("sugang-services.json"), "{}");
    var command = new ArrayList<String>();
    command.add(Path.of("rollout").toAbsolutePath().toString());
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("PATH", folder + ":" + System.getenv("PATH"));
    builder.environment().put("CLOUDFORMATION_ROLE", "the-role");
    builder.environment().put("TEMPLATES", templates.toString());
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    return new Run(code, said, Files.exists(notes) ? Files.readAllLines(notes) : List.of());
  }
}
