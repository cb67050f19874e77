package io.sugang.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sugang.testing.StackProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What becomes of the local system when its launcher, or a part of it, is killed, and when a person
 * stops it.
 */
class LauncherJourney {

  private static final Path HOME = Path.of("target", "launcher").toAbsolutePath();

  /** Generous: five seconds is the promise on an idle machine, and tests run on busy ones. */
  private static final int STOP_SECONDS = 15;

  private Process launcher;

  @AfterEach
  void end() throws InterruptedException {
    launcher.destroy();
    if (!launcher.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
      launcher.destroyForcibly();
    }
  }

  @Test
  void aKilledLauncherIsCleanedUpAfterAKilledServiceComesBackAndAStopLeavesNothing()
      throws Exception {
    List<String> first = run("--fresh");
    assertThat(first).anyMatch(line -> line.contains("Seeded"));
    List<ProcessHandle> parts = parts();
    assertThat(parts).hasSize(8).allMatch(ProcessHandle::isAlive);

    launcher.destroyForcibly().waitFor();
    assertThat(parts).as("orphans").allMatch(ProcessHandle::isAlive);

    List<String> second = run();
    assertThat(second).anyMatch(line -> line.contains("Cleaned up 8 processes"));
    assertThat(second).as("the data is still there").noneMatch(line -> line.contains("Seeded"));
    assertThat(parts).noneMatch(ProcessHandle::isAlive);

    ProcessHandle worker = part("waitlist-service").orElseThrow();
    worker.destroyForcibly();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                part("waitlist-service")
                    .filter(ProcessHandle::isAlive)
                    .filter(p -> p.pid() != worker.pid())
                    .isPresent());

    List<ProcessHandle> last = parts();
    launcher.destroy();
    assertThat(launcher.waitFor(STOP_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(last).noneMatch(ProcessHandle::isAlive);
    assertThat(HOME.resolve("run")).isEmptyDirectory();
  }

  private List<String> run(String... options) throws IOException {
    List<String> command = StackProcess.launcher(RunningSystem.ROOT, HOME, "run");
    command.add("--port=" + RunningSystem.freePort());
    command.add("--students=50");
    command.addAll(List.of(options));
    launcher = new ProcessBuilder(command).redirectErrorStream(true).start();
    var reader =
        new BufferedReader(
            new InputStreamReader(launcher.getInputStream(), StandardCharsets.UTF_8));
    var lines = new ArrayList<String>();
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      lines.add(line);
      if (line.startsWith("Ctrl-C stops")) {
        return lines;
      }
    }
    throw new AssertionError("the system did not come up:\n" + String.join("\n", lines));
  }

  private static List<ProcessHandle> parts() {
    try (Stream<Path> files = Files.list(HOME.resolve("run"))) {
      return files
          .filter(file -> file.toString().endsWith(".pid") && !file.endsWith("launcher.pid"))
          .map(LauncherJourney::process)
          .flatMap(Optional::stream)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<ProcessHandle> part(String name) {
    return process(HOME.resolve("run").resolve(name + ".pid"));
  }

  private static Optional<ProcessHandle> process(Path pidFile) {
    try {
      return ProcessHandle.of(Long.parseLong(Files.readString(pidFile).split(" ")[0]));
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }
}
