package io.sugang.benchmark.round;

import io.sugang.benchmark.history.Asked;
import io.sugang.benchmark.history.HistoryReader;
import io.sugang.benchmark.judge.Evidence;
import io.sugang.benchmark.judge.Judge;
import io.sugang.benchmark.judge.Verdict;
import io.sugang.benchmark.load.RequestBytes;
import io.sugang.benchmark.load.RushHistory;
import io.sugang.benchmark.load.RushLoad;
import io.sugang.benchmark.prepare.CatalogueWait;
import io.sugang.benchmark.prepare.PreparedSection;
import io.sugang.benchmark.prepare.SectionPreparation;
import io.sugang.benchmark.report.LiveLine;
import io.sugang.benchmark.report.MailFigures;
import io.sugang.benchmark.report.RoundReport;
import io.sugang.benchmark.report.Ticker;
import io.sugang.benchmark.rows.DecisionWatch;
import io.sugang.benchmark.rows.RequestRow;
import io.sugang.benchmark.rows.RoundRows;
import io.sugang.benchmark.rows.RowReader;
import io.sugang.benchmark.rows.Writer;
import io.sugang.benchmark.stream.StreamFigures;
import io.sugang.benchmark.stream.StreamHolder;
import io.sugang.benchmark.system.CpuTime;
import io.sugang.benchmark.system.Gateway;
import io.sugang.benchmark.system.RunningSystem;
import io.sugang.benchmark.workload.Ask;
import io.sugang.benchmark.workload.Profile;
import io.sugang.benchmark.workload.Workload;
import io.sugang.contract.decision.RequestState;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** One whole round on fresh sections: prepare, rush, wait for the decisions, judge. */
final class EnrollRound {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

  private record RequestKey(String section, long number) {}

  private final String name;
  private final RoundOptions options;
  private final long seed;
  private final LiveLine line;
  private final RunningSystem system;
  private final List<Gateway> gateways;
  private final Writer writer;
  private final People people;
  private final Optional<StreamHolder> streams;

  /**
   * @param seed of this round
   * @param streams if some are held open
   */
  EnrollRound(
      String name,
      RoundOptions options,
      long seed,
      LiveLine line,
      RunningSystem system,
      Writer writer,
      People people,
      Optional<StreamHolder> streams) {
    this.name = name;
    this.options = options;
    this.seed = seed;
    this.line = line;
    this.system = system;
    this.gateways = system.gateways();
    this.writer = writer;
    this.people = people;
    this.streams = streams;
  }

  RoundReport run() throws SQLException, IOException, InterruptedException {
    boolean isCampus = options.profile() == Profile.campus;
    List<PreparedSection> sections =
        writer.ask(
            connection ->
                new SectionPreparation(connection)
                    .prepare(
                        isCampus ? options.sections() : 1,
                        options.seats(),
                        options.waitlist(),
                        options.reserved()));
    CatalogueWait.until(gateways, sections, line::say);
    List<Ask> asks =
        isCampus
            ? Workload.campus(people.ids().size(), sections.size(), seed)
            : Workload.hot(people.ids().size(), seed);
    if (streams.isPresent()) {
      streams.get().beginRound();
    }
    line.say(
        "%s: %d requests over %d connections".formatted(name, asks.size(), options.connections()));
    CpuTime before = system.cpuTime();
    RushHistory history = rush(sections, asks);
    CpuTime load = system.cpuTime().ofThisProcess();
    List<Asked> asked = new HistoryReader(people.ids(), sections).read(history.calls());
    var reader = new RowReader(writer, sections.stream().map(PreparedSection::id).toList());
    Decisions decisions = awaitDecisions(reader, asked);
    CpuTime after = system.cpuTime().with(load);
    var evidence = new Evidence(sections, asked, decisions.rows());
    List<Verdict> verdicts = new ArrayList<>(Judge.judge(evidence));
    StreamFigures streamFigures = null;
    if (streams.isPresent()) {
      var streamCheck = StreamCheck.of(streams.get(), decisions.rows().requests());
      verdicts.addAll(streamCheck.judge());
      streamFigures = streamCheck.figures();
    }
    MailFigures mails = awaitMails(reader, history.startedAt());
    return new RoundReport(
        name,
        Measurement.of(history, evidence, verdicts, decisions.seenAt(), mails, streamFigures),
        after.microsEachSince(before, asked.stream().filter(a -> a.receipt().isPresent()).count()),
        List.copyOf(verdicts));
  }

  private RushHistory rush(List<PreparedSection> sections, List<Ask> asks)
      throws InterruptedException {
    var bytes =
        new RequestBytes(
            gateways, people.tokens(), sections.stream().map(PreparedSection::id).toList());
    try (var load =
        new RushLoad(gateways, options.connections(), bytes, asks, options.patience())) {
      var before = new AtomicLong();
      var ticker =
          new Ticker(
              line,
              () -> {
                long accepted = load.accepted();
                return "%s: %d of %d accepted, %d in the last second, %d told to wait, %d errors"
                    .formatted(
                        name,
                        accepted,
                        asks.size(),
                        accepted - before.getAndSet(accepted),
                        load.toldToWait(),
                        load.failed());
              });
      try (ticker) {
        return load.run();
      }
    }
  }

  /**
   * What was decided when the waiting ended.
   *
   * @param seenAt when the last decision was seen
   */
  private record Decisions(RoundRows rows, Instant seenAt) {}

  private Decisions awaitDecisions(RowReader reader, List<Asked> asked)
      throws SQLException, InterruptedException {
    Set<RequestKey> receipts = new HashSet<>();
    for (Asked one : asked) {
      one.receipt().ifPresent(r -> receipts.add(new RequestKey(r.section(), r.number())));
    }
    Instant patienceEnds = Instant.now().plus(options.patience());
    var decided = new AtomicLong();
    var watch = new DecisionWatch(reader, decided::set);
    var ticker =
        new Ticker(
            line, () -> "%s: %d of %d decided".formatted(name, decided.get(), receipts.size()));
    try (ticker) {
      while (true) {
        Instant seenAt = watch.until(receipts.size(), patienceEnds);
        RoundRows rows = reader.everything();
        // Requests without a receipt are counted by the watch, too: only the rows tell for sure.
        if (decisionsOf(rows).containsAll(receipts) || seenAt.isAfter(patienceEnds)) {
          return new Decisions(rows, seenAt);
        }
        Thread.sleep(BETWEEN_LOOKS);
      }
    }
  }

  private static Set<RequestKey> decisionsOf(RoundRows rows) {
    Set<RequestKey> decided = new HashSet<>();
    for (RequestRow row : rows.requests()) {
      if (row.state() != RequestState.WAITING) {
        decided.add(new RequestKey(row.section(), row.number()));
      }
    }
    return decided;
  }

  private MailFigures awaitMails(RowReader reader, Instant startedAt)
      throws SQLException, InterruptedException {
    Instant patienceEnds = Instant.now().plus(options.mailWait());
    var mails = reader.mails();
    var current = new AtomicLong();
    var ticker = new Ticker(line, () -> "%s: %d mails to go".formatted(name, current.get()));
    try (ticker) {
      while (Instant.now().isBefore(patienceEnds)) {
        current.set(mails.stream().filter(mail -> !mail.isSettled()).count());
        if (current.get() == 0) {
          break;
        }
        Thread.sleep(BETWEEN_LOOKS);
        mails = reader.mails();
      }
    }
    return MailFigures.of(mails, startedAt);
  }
}
