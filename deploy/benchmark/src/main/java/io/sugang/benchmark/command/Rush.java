package io.sugang.benchmark.command;

import io.sugang.benchmark.report.LiveLine;
import io.sugang.benchmark.report.ReportText;
import io.sugang.benchmark.report.RushReport;
import io.sugang.benchmark.round.RoundOptions;
import io.sugang.benchmark.round.RushRun;
import io.sugang.benchmark.system.RunningSystem;
import io.sugang.benchmark.workload.Profile;
import io.sugang.local.Home;
import io.sugang.local.command.HomeOption;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./sugang rush}. */
@Command(
    name = "rush",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Loads the running system with a rush of students and judges it by its promises.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:every promise was kept",
      "1:it could not be run",
      "2:wrong usage",
      "3:a promise broke, or a request was not accepted"
    })
public final class Rush implements Callable<Integer> {

  private static final int BROKEN = 3;
  private static final int MAX_STREAMS = 15_000;
  private static final DateTimeFormatter FILE_NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT);

  @Spec private CommandSpec spec;

  @Option(
      names = "--profile",
      defaultValue = "hot",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private Profile profile;

  @Option(
      names = "--students",
      defaultValue = "15000",
      description = "how many ask (default: ${DEFAULT-VALUE})")
  private int students;

  @Option(
      names = "--seats",
      defaultValue = "30",
      description = "of each prepared section (default: ${DEFAULT-VALUE})")
  private int seats;

  @Option(
      names = "--waitlist",
      defaultValue = "10",
      description = "how many may wait for each prepared section (default: ${DEFAULT-VALUE})")
  private int waitlist;

  @Option(
      names = "--reserved",
      defaultValue = "0",
      description = "seats that each keeps for the first year (default: ${DEFAULT-VALUE})")
  private int reserved;

  @Option(
      names = "--sections",
      defaultValue = "60",
      description = "of a campus round (default: ${DEFAULT-VALUE})")
  private int sections;

  @Option(
      names = "--connections",
      defaultValue = "100",
      description = "kept alive, spread over the gateways (default: ${DEFAULT-VALUE})")
  private int connections;

  @Option(
      names = "--warmup",
      defaultValue = "1",
      description = "rounds that are judged, but not measured (default: ${DEFAULT-VALUE})")
  private int warmUps;

  @Option(
      names = "--rounds",
      defaultValue = "1",
      description = "measured rounds (default: ${DEFAULT-VALUE})")
  private int rounds;

  @Option(
      names = "--streams",
      defaultValue = "0",
      description = "event streams held open meanwhile, 0 to 15000 (default: ${DEFAULT-VALUE})")
  private int streams;

  @Option(
      names = "--seconds",
      defaultValue = "10",
      description = "how long to poll (default: ${DEFAULT-VALUE})")
  private int seconds;

  @Option(
      names = "--mail-wait",
      defaultValue = "0",
      description = "seconds to wait for each round's mails (default: ${DEFAULT-VALUE})")
  private int mailWait;

  @Option(
      names = "--patience",
      defaultValue = "60",
      description = "seconds to wait for the last decision (default: ${DEFAULT-VALUE})")
  private int patience;

  @Option(
      names = "--seed",
      defaultValue = "2027",
      description = "of who asks when (default: ${DEFAULT-VALUE})")
  private long seed;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "JSON report (default: rush/<UTC time>.json in the system's folder)")
  private Path report;

  @Mixin private HomeOption homeOption;

  private Rush() {}

  /** Runs the benchmark and ends the JVM with its exit code. */
  public static void main(String[] arguments) {
    Logger.getLogger("").setLevel(Level.WARNING);
    System.exit(
        new CommandLine(new Rush())
            .setExecutionExceptionHandler(Failures::explain)
            .execute(arguments));
  }

  @Override
  public Integer call() throws IOException, SQLException, InterruptedException {
    checkRanges();
    Home home = homeOption.home();
    RunningSystem system = RunningSystem.of(home);
    int seeded = system.status().seed().students();
    check(students <= seeded, "--students: expected 1 to %d, which are seeded".formatted(seeded));
    check(streams <= seeded, "--streams: expected 0 to %d, which are seeded".formatted(seeded));
    ZonedDateTime now = ZonedDateTime.now(ZoneOffset.UTC);
    RushReport found =
        new RushRun(home, system, options(), commandLine(), LiveLine.onStandardError()).run();
    Path file =
        report == null
            ? home.directory().resolve("rush").resolve(FILE_NAME.format(now) + ".json")
            : report;
    found.write(file);
    PrintWriter out = spec.commandLine().getOut();
    ReportText.of(found).forEach(out::println);
    out.println("Report: " + file);
    out.flush();
    return found.kept() ? 0 : BROKEN;
  }

  private void checkRanges() {
    check(students >= 1, "--students: expected 1 or more");
    check(seats >= 0 && seats <= 100_000, "--seats: expected 0 to 100000");
    check(waitlist >= 0 && waitlist <= 100_000, "--waitlist: expected 0 to 100000");
    check(reserved >= 0 && reserved <= seats, "--reserved: expected 0 to the seats");
    check(sections >= 1 && sections <= 1_000, "--sections: expected 1 to 1000");
    check(connections >= 1 && connections <= 10_000, "--connections: expected 1 to 10000");
    check(warmUps >= 0, "--warmup: expected 0 or more");
    check(rounds >= 1, "--rounds: expected 1 or more");
    check(streams >= 0 && streams <= MAX_STREAMS, "--streams: expected 0 to " + MAX_STREAMS);
    check(seconds >= 1, "--seconds: expected 1 or more");
    check(mailWait >= 0, "--mail-wait: expected 0 or more");
    check(patience >= 1, "--patience: expected 1 or more");
  }

  private void check(boolean isGood, String message) {
    if (!isGood) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }

  private RoundOptions options() {
    return new RoundOptions(
        profile,
        students,
        seats,
        waitlist,
        reserved,
        sections,
        connections,
        warmUps,
        rounds,
        streams,
        Duration.ofSeconds(seconds),
        Duration.ofSeconds(mailWait),
        Duration.ofSeconds(patience),
        seed);
  }

  private String commandLine() {
    return spec.commandLine().getParseResult().originalArgs().stream()
        .filter(argument -> !argument.startsWith("--root="))
        .collect(Collectors.joining(" ", "./sugang rush ", ""))
        .strip();
  }
}
