package io.sugang.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** cfn-lint knows what CloudFormation takes; where it is not installed, this test says so. */
class LintTest {

  /** A dependency that is said twice does no harm. */
  private static final String SAID_TWICE = "W3005";

  @Test
  void cloudFormationTakesTheTemplates(@TempDir Path folder)
      throws IOException, InterruptedException {
    Assumptions.assumeTrue(isInstalled(), "cfn-lint is not installed; templates are not linted");
    var command = new ArrayList<String>();
    command.addAll(List.of("cfn-lint", "--ignore-checks", SAID_TWICE, "--"));
    Templates.write(folder, Synthesis::of);
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .filter(file -> file.toString().endsWith(".json"))
          .map(Path::toString)
          .forEach(command::add);
    }
    Process lint = new ProcessBuilder(command).redirectErrorStream(true).start();
    String findings = new String(lint.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(lint.waitFor()).as(findings).isZero();
  }

  private static boolean isInstalled() throws InterruptedException {
    try {
      return new ProcessBuilder("cfn-lint", "--version").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
