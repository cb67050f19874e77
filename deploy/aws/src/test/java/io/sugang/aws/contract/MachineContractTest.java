package io.sugang.aws.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sugang.aws.Synthesis;
import io.sugang.aws.service.Service;
import io.sugang.aws.size.Profile;
import io.sugang.aws.size.Size;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A machine gives its service what the task definition gives it: its user data is run here, with
 * the commands of a machine replaced by ones that take notes.
 */
class MachineContractTest {

  /**
   * Differ on purpose: heap without a collector, enrollment-service behind a balancer, other
   * folders.
   */
  private static final Set<String> OTHERS =
      Set.of("JAVA_TOOL_OPTIONS", "SUGANG_ENROLLMENT_URL", "SUGANG_DB_AUTHORITIES");

  private static final Path MACHINE = Path.of("machine").toAbsolutePath();

  @TempDir private Path machine;

  @ParameterizedTest
  @EnumSource(Service.class)
  void aServiceIsToldTheSameAsInItsTask(Service service) throws Exception {
    Path etc = Files.createDirectories(machine.resolve("etc"));
    Path notes = machine.resolve("notes");
    String script =
        userData(service)
            .replace("/etc/sugang", etc.toString())
            .replace("/opt/sugang/machine/start", command("start", notes).toString())
            .replace("/opt/aws/bin/cfn-signal", command("cfn-signal", notes).toString())
            .replaceAll(
                "(?m)^(mkdir -p /srv|chmod 0755 /srv|printf .Unit|echo .*|systemctl |mount ).*$",
                "");
    run(Map.of(), "bash", "-c", script);

    TaskDefinition task = TaskDefinition.of(Size.CAMPUS, service);
    Map<String, String> values = variables(etc.resolve(service.module() + ".env"));
    assertThat(values.keySet()).isEqualTo(task.values().keySet());
    task.values()
        .forEach(
            (name, value) -> {
              // Empty: known on AWS only.
              if (!value.isEmpty() && !OTHERS.contains(name)) {
                assertThat(values).containsEntry(name, value);
              }
            });
    assertThat(values.get("JAVA_TOOL_OPTIONS")).contains("-Xmx");
    Path secrets = etc.resolve(service.module() + ".secrets");
    assertThat(variables(secrets).keySet()).isEqualTo(task.secrets());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets)))
        .isEqualTo("rw-------");
    assertThat(Files.readAllLines(notes))
        .first()
        .isEqualTo("start %s %d".formatted(service.module(), service.managementPort()));
    assertThat(Files.readAllLines(notes).get(1))
        .startsWith("cfn-signal --exit-code 0 ")
        .contains("--resource %sMachines".formatted(service.id()));
  }

  @Test
  void aMachineThatDoesNotBecomeReadySaysSo() throws Exception {
    Path etc = Files.createDirectories(machine.resolve("etc"));
    Path notes = machine.resolve("notes");
    run(
        Map.of(),
        "bash",
        "-c",
        userData(Service.WAITLIST)
            .replace("/etc/sugang", etc.toString())
            .replace("/opt/sugang/machine/start", "false")
            .replace("/opt/aws/bin/cfn-signal", command("cfn-signal", notes).toString()));
    assertThat(Files.readString(notes)).startsWith("cfn-signal --exit-code 1 ");
  }

  @Test
  void secretsAreFetchedIntoAFileOfTheirOwn() throws Exception {
    Path bin = Files.createDirectories(machine.resolve("bin"));
    Files.writeString(
        bin.resolve("aws"),
        "#!/bin/bash\n[ \"$4\" = arn:of:it ] && echo 'p=a\\ss w0rd' || echo other\n");
    assertThat(bin.resolve("aws").toFile().setExecutable(true)).isTrue();
    Path from = Files.writeString(machine.resolve("from"), "ONE=arn:of:it\nTWO=arn:of:other\n");
    Path to = machine.resolve("to");
    run(
        Map.of("PATH", bin + ":" + System.getenv("PATH")),
        MACHINE.resolve("fetch-secrets").toString(),
        from.toString(),
        to.toString());
    assertThat(Files.readString(to)).isEqualTo("ONE=p=a\\ss w0rd\nTWO=other\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(to)))
        .isEqualTo("rw-------");
  }

  private Path command(String name, Path notes) throws IOException {
    Path command =
        Files.writeString(
            machine.resolve(name), "#!/bin/bash\necho \"%s $*\" >>'%s'\n".formatted(name, notes));
    assertThat(command.toFile().setExecutable(true)).isTrue();
    return command;
  }

  private static String userData(Service service) {
    JsonNode template =
        Synthesis.of(Size.CAMPUS, Profile.EC2)
            .get("sugang-machines")
            .one("EC2::LaunchTemplate", service.id());
    var script = new StringBuilder();
    // What is known on AWS only is left empty.
    for (JsonNode part : template.at("/LaunchTemplateData/UserData/Fn::Base64/Fn::Join/1")) {
      script.append(part.isTextual() ? part.asText() : "");
    }
    return script.toString();
  }

  private static Map<String, String> variables(Path file) throws IOException {
    var variables = new TreeMap<String, String>();
    for (String line : Files.readAllLines(file)) {
      int equals = line.indexOf('=');
      variables.put(line.substring(0, equals), line.substring(equals + 1));
    }
    return variables;
  }

  private static void run(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    var builder = new ProcessBuilder(List.of(command)).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }
}
