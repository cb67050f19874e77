package io.sugang.benchmark.round;

import io.sugang.benchmark.load.LoadWarmUp;
import io.sugang.benchmark.load.PollLoad;
import io.sugang.benchmark.prepare.CatalogueWait;
import io.sugang.benchmark.prepare.PreparedSection;
import io.sugang.benchmark.prepare.SectionPreparation;
import io.sugang.benchmark.report.LiveLine;
import io.sugang.benchmark.report.MemoryReport;
import io.sugang.benchmark.report.PollFigures;
import io.sugang.benchmark.report.RoundReport;
import io.sugang.benchmark.report.RushReport;
import io.sugang.benchmark.report.Ticker;
import io.sugang.benchmark.rows.Writer;
import io.sugang.benchmark.stream.StreamHolder;
import io.sugang.benchmark.system.Commit;
import io.sugang.benchmark.system.Gateway;
import io.sugang.benchmark.system.Machine;
import io.sugang.benchmark.system.RunningSystem;
import io.sugang.benchmark.workload.Profile;
import io.sugang.local.Home;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** One run of the benchmark: warm-up, streams, measured rounds, report. */
public final class RushRun {

  private static final Duration OPENING = Duration.ofSeconds(60);

  private final Home home;
  private final RunningSystem system;
  private final RoundOptions options;
  private final String commandLine;
  private final LiveLine line;
  private final List<Gateway> gateways;
  private final List<MemoryReport> memory = new ArrayList<>();
  private final List<RoundReport> warmUps = new ArrayList<>();
  private final List<RoundReport> rounds = new ArrayList<>();
  private PollFigures poll;

  /**
   * @param commandLine as it was typed
   */
  public RushRun(
      Home home, RunningSystem system, RoundOptions options, String commandLine, LiveLine line) {
    this.home = home;
    this.system = system;
    this.options = options;
    this.commandLine = commandLine;
    this.line = line;
    this.gateways = system.gateways();
  }

  /** Runs it all. */
  public RushReport run() throws IOException, SQLException, InterruptedException {
    Instant at = Instant.now();
    lookAtMemory("before");
    try (Writer writer = new Writer(system::connect)) {
      if (options.profile() == Profile.poll) {
        poll(writer);
      } else {
        enroll(writer);
      }
    }
    lookAtMemory("after");
    return new RushReport(
        at.toString(),
        Commit.of(home.root()),
        commandLine,
        Machine.here(),
        gateways.size(),
        system.status().seed().students(),
        warmUps,
        rounds,
        poll,
        memory,
        warmUps.stream().allMatch(RoundReport::isKept)
            && rounds.stream().allMatch(RoundReport::isKept)
            && (poll == null || poll.isGood()));
  }

  private void enroll(Writer writer) throws SQLException, IOException, InterruptedException {
    line.say("Warming the load generator");
    LoadWarmUp.run();
    line.say("Signing tokens, unless they are there from before");
    People people = People.first(Math.max(options.students(), options.streams()), home);
    for (int i = 1; i <= options.warmUps(); i++) {
      warmUps.add(round("warm-up " + i, writer, people, Optional.empty()));
    }
    if (options.streams() == 0) {
      measure(writer, people, Optional.empty());
      return;
    }
    People watchers = people.limitedTo(options.streams());
    try (var streams = new StreamHolder(gateways, watchers.ids(), watchers.tokens())) {
      open(streams);
      measure(writer, people, Optional.of(streams));
      lookAtMemory("streams after");
    }
  }

  private void open(StreamHolder streams) throws IOException, InterruptedException {
    line.say("Opening %d event streams".formatted(options.streams()));
    long started = System.nanoTime();
    boolean settled = streams.open(OPENING);
    line.say(
        "%d streams had no first event after %.1f s"
            .formatted(settled ? 0 : streams.unsettled(), (System.nanoTime() - started) / 1e9));
    lookAtMemory("streams open");
  }

  private void measure(Writer writer, People people, Optional<StreamHolder> streams)
      throws SQLException, IOException, InterruptedException {
    for (int i = 1; i <= options.rounds(); i++) {
      rounds.add(round("round " + i, writer, people, streams));
    }
  }

  private RoundReport round(
      String name, Writer writer, People people, Optional<StreamHolder> streams)
      throws SQLException, IOException, InterruptedException {
    long seed = options.seed() + warmUps.size() + rounds.size();
    return new EnrollRound(
            name,
            options,
            seed,
            line,
            system,
            writer,
            people.limitedTo(options.students()),
            streams)
        .run();
  }

  private void poll(Writer writer) throws SQLException, IOException, InterruptedException {
    List<PreparedSection> sections =
        writer.ask(
            connection ->
                new SectionPreparation(connection)
                    .prepare(1, options.seats(), options.waitlist(), options.reserved()));
    CatalogueWait.until(gateways, sections, line::say);
    String section = sections.getFirst().id();
    for (int i = 1; i <= options.warmUps(); i++) {
      pollOnce("warm-up " + i, section);
    }
    poll = pollOnce("polling", section);
  }

  private PollFigures pollOnce(String name, String section) throws InterruptedException {
    try (var load = new PollLoad(gateways, options.connections(), section)) {
      var before = new AtomicLong();
      var ticker =
          new Ticker(
              line,
              () -> {
                long answers = load.answers();
                return "%s: %d answers, %d in the last second"
                    .formatted(name, answers, answers - before.getAndSet(answers));
              });
      try (ticker) {
        return PollFigures.of(load.run(options.polling()));
      }
    }
  }

  private void lookAtMemory(String when) throws IOException {
    memory.add(new MemoryReport(when, system.memory()));
  }
}
