package io.sugang.benchmark.report;

import io.sugang.benchmark.judge.Verdict;
import io.sugang.benchmark.latency.Latency;
import io.sugang.benchmark.stream.StreamFigures;
import io.sugang.benchmark.system.Machine;
import io.sugang.benchmark.system.ResidentMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** A report as lines for people. */
public final class ReportText {

  private final RushReport report;
  private final List<String> lines = new ArrayList<>();

  private ReportText(RushReport report) {
    this.report = report;
  }

  /** All lines, the conclusion last. */
  public static List<String> of(RushReport report) {
    var text = new ReportText(report);
    text.write();
    return List.copyOf(text.lines);
  }

  private void write() {
    Machine machine = report.machine();
    lines.add("");
    lines.add("time      " + report.at());
    lines.add("commit    " + report.commit());
    lines.add("command   " + report.commandLine());
    lines.add(
        "machine   %d cores, %d MiB, %s, %s"
            .formatted(machine.cores(), machine.memoryMib(), machine.cpu(), machine.jdk()));
    lines.add(
        "system    %d gateway(s), %d students"
            .formatted(report.gateways(), report.universityStudents()));
    if (!report.rounds().isEmpty()) {
      writeRounds();
      writeStreams();
    }
    if (report.poll() != null) {
      writePoll(report.poll());
    }
    writeMemory();
    report.warmUps().stream().filter(round -> !round.isKept()).forEach(this::writeVerdicts);
    report.rounds().forEach(this::writeVerdicts);
    lines.add("");
    lines.add(report.kept() ? "All promises were kept." : "A PROMISE BROKE; see above.");
  }

  private void writeRounds() {
    var accepting =
        new Table(
            List.of(
                "accepting",
                "asked",
                "accepted",
                "accepted/s",
                "p50 ms",
                "p95 ms",
                "p99 ms",
                "p99.9 ms",
                "max ms",
                "503/429",
                "errors"));
    var deciding =
        new Table(
            List.of(
                "deciding",
                "last after s",
                "seen after s",
                "decided/s",
                "admitted",
                "waitlisted",
                "refused",
                "inversions",
                "duplicates",
                "mails sent",
                "last mail after s"));
    for (RoundReport round : report.rounds()) {
      RoundFigures f = round.figures();
      Latency l = f.latency();
      accepting.add(
          List.of(
              round.name(),
              whole(f.asked()),
              whole(f.accepted()),
              whole(Math.round(f.acceptedPerSecond())),
              tenth(l.p50()),
              tenth(l.p95()),
              tenth(l.p99()),
              tenth(l.p999()),
              tenth(l.max()),
              whole(f.askedToComeBack()),
              whole(f.errors())));
      Double lastMail = f.mails().secondsUntilLastSent();
      deciding.add(
          List.of(
              round.name(),
              thousandth(f.lastDecisionCommitted()),
              thousandth(f.lastDecisionSeen()),
              whole(Math.round(f.decidedPerSecond())),
              whole(f.admitted()),
              whole(f.waitlisted()),
              whole(f.refused()),
              whole(f.inversions()),
              whole(f.duplicates()),
              f.mails().sent() + " of " + f.mails().intents(),
              lastMail == null ? "-" : thousandth(lastMail)));
    }
    writeTable(accepting);
    writeTable(deciding);
    writeCpu();
  }

  /** A column each, and their sum with and without the SQS server, which is elsewhere on AWS. */
  private void writeCpu() {
    List<String> processes =
        report.rounds().stream()
            .flatMap(round -> round.cpuMicros().keySet().stream())
            .distinct()
            .toList();
    List<String> header = new ArrayList<>(List.of("CPU µs a request", "all", "without sqs"));
    header.addAll(processes);
    var table = new Table(header);
    for (RoundReport round : report.rounds()) {
      long all = round.cpuMicros().values().stream().mapToLong(micros -> micros).sum();
      List<String> row =
          new ArrayList<>(
              List.of(
                  round.name(),
                  whole(all),
                  whole(all - round.cpuMicros().getOrDefault("sqs", 0L))));
      processes.forEach(process -> row.add(whole(round.cpuMicros().getOrDefault(process, 0L))));
      table.add(row);
    }
    writeTable(table);
  }

  private void writeStreams() {
    var table = new Table(List.of("streams", "open", "events", "p50 ms", "p99 ms", "max ms"));
    boolean any = false;
    for (RoundReport round : report.rounds()) {
      StreamFigures streams = round.figures().streams();
      if (streams != null) {
        any = true;
        Latency l = streams.decisionToEvent();
        table.add(
            List.of(
                round.name(),
                whole(streams.open()),
                whole(streams.events()),
                tenth(l.p50()),
                tenth(l.p99()),
                tenth(l.max())));
      }
    }
    if (any) {
      writeTable(table);
    }
  }

  private void writePoll(PollFigures poll) {
    writeTable(
        new Table(List.of("polling", "seconds", "answers/s", "p50 ms", "p99 ms", "statuses"))
            .add(
                List.of(
                    "section",
                    tenth(poll.seconds()),
                    whole(Math.round(poll.answersPerSecond())),
                    tenth(poll.latency().p50()),
                    tenth(poll.latency().p99()),
                    new TreeMap<>(poll.answersByStatus()).toString())));
  }

  private void writeMemory() {
    List<String> header = new ArrayList<>(List.of("resident MiB"));
    report.memory().forEach(moment -> header.add(moment.when()));
    var table = new Table(header);
    List<String> services =
        report.memory().stream()
            .flatMap(moment -> moment.services().stream())
            .map(ResidentMemory::service)
            .distinct()
            .toList();
    for (String service : services) {
      List<String> row = new ArrayList<>(List.of(service));
      for (MemoryReport moment : report.memory()) {
        row.add(
            moment.services().stream()
                .filter(memory -> memory.service().equals(service))
                .map(memory -> whole(memory.mib()))
                .findFirst()
                .orElse("-"));
      }
      table.add(row);
    }
    writeTable(table);
  }

  private void writeVerdicts(RoundReport round) {
    lines.add("");
    lines.add(round.name());
    for (Verdict verdict : round.verdicts()) {
      lines.add(
          "  %-13s %-6s %s: %d looked at%s"
              .formatted(
                  verdict.promise(),
                  verdict.isKept() ? "kept" : "BROKEN",
                  verdict.meaning(),
                  verdict.checked(),
                  verdict.isKept() ? "" : ", %d findings".formatted(verdict.broken())));
      verdict.examples().forEach(example -> lines.add("    " + example));
    }
  }

  private void writeTable(Table table) {
    lines.add("");
    lines.addAll(table.lines());
  }

  private static String whole(long value) {
    return Long.toString(value);
  }

  private static String tenth(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String thousandth(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
