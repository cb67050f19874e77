package io.sugang.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * A rush at a running system, judged from what the clients saw and what the tables hold, by the
 * same judge that {@code ./sugang rush} uses.
 */
final class Rush {

  private static final Set<String> PROMISES =
      Set.of("P1", "P2", "P3", "P4", "P5", "P6", "P8", "streams");

  private final RunningSystem system;
  private final int students;
  private final long before;
  private final Path report;
  private final Process process;

  private Rush(RunningSystem system, String name, int students) throws IOException {
    this.system = system;
    this.students = students;
    this.before = decidedByNow(system);
    this.report = system.home().resolve(name + ".json");
    this.process = begin();
  }

  /**
   * Begins a rush of students at three sections.
   *
   * @param name of its report
   */
  static Rush begin(RunningSystem system, String name, int students) throws IOException {
    return new Rush(system, name, students);
  }

  /**
   * What {@code ./sugang rush} starts, without the front door, which would look for stale builds.
   */
  private Process begin() throws IOException {
    Path benchmark = RunningSystem.ROOT.resolve("deploy/benchmark/target");
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-cp",
            benchmark.resolve("classes") + File.pathSeparator + benchmark + "/lib/*",
            "io.sugang.benchmark.command.Rush",
            "--root=" + RunningSystem.ROOT,
            "--home=" + system.home(),
            "--profile=campus",
            "--students=" + students,
            "--sections=3",
            "--seats=300",
            "--waitlist=50",
            "--reserved=20",
            "--warmup=0",
            "--mail-wait=0",
            "--streams=200",
            "--patience=120",
            "--report=" + report)
        .redirectErrorStream(true)
        .redirectOutput(log().toFile())
        .start();
  }

  private Path log() {
    return report.resolveSibling(report.getFileName() + ".log");
  }

  /** Requests of this rush that are decided. */
  long decided() {
    return decidedByNow(system) - before;
  }

  private static long decidedByNow(RunningSystem system) {
    return system.writer().number("SELECT COUNT(*) FROM request WHERE state <> 'waiting'");
  }

  /** What was done to the system was done while students waited for a decision. */
  void assertStillGoingOn() {
    assertThat(decided()).as("decided requests").isLessThan(students);
    assertThat(process.isAlive()).isTrue();
  }

  /** Waits for its end; every promise was looked at and kept. */
  void assertKept() throws IOException, InterruptedException {
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(log())).isZero();
    JsonNode round = new ObjectMapper().readTree(report.toFile()).at("/rounds/0");
    Set<String> promises = new TreeSet<>();
    for (JsonNode verdict : round.at("/verdicts")) {
      assertThat(verdict.at("/broken").asLong(-1)).as(verdict.toString()).isZero();
      if (verdict.at("/checked").asLong() > 0) {
        promises.add(verdict.at("/promise").asText());
      }
    }
    assertThat(promises).containsAll(PROMISES);
  }
}
