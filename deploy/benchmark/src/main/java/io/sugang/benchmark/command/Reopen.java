package io.sugang.benchmark.command;

import io.sugang.benchmark.prepare.CatalogueWait;
import io.sugang.benchmark.prepare.PreparedSection;
import io.sugang.benchmark.prepare.SectionPreparation;
import io.sugang.benchmark.reopen.JournalFill;
import io.sugang.benchmark.reopen.Knocks;
import io.sugang.benchmark.reopen.Wipe;
import io.sugang.benchmark.round.People;
import io.sugang.benchmark.system.Commit;
import io.sugang.benchmark.system.Gateway;
import io.sugang.benchmark.system.Machine;
import io.sugang.benchmark.system.RunningSystem;
import io.sugang.local.Home;
import io.sugang.local.command.HomeOption;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./sugang reopen}. */
@Command(
    name = "reopen",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Fills the journal of the running system, empties its Redis again and again, and measures for how long",
      "students are kept out. Spoils the system's data: start it afresh afterwards."
    })
public final class Reopen implements Callable<Integer> {

  private static final int PEOPLE = 10_000;
  private static final int PLENTY = 100_000;

  @Spec private CommandSpec spec;

  @Option(
      names = "--rows",
      defaultValue = "1000000",
      description = "decided requests in the journal (default: ${DEFAULT-VALUE})")
  private int rows;

  @Option(
      names = "--rounds",
      defaultValue = "3",
      description = "how often Redis is emptied (default: ${DEFAULT-VALUE})")
  private int rounds;

  @Option(
      names = "--pause",
      defaultValue = "45",
      description = "seconds between two rounds (default: ${DEFAULT-VALUE})")
  private int pause;

  @Mixin private HomeOption homeOption;

  private Reopen() {}

  /** Runs the measurement and ends the JVM with its exit code. */
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new Reopen())
            .setExecutionExceptionHandler(Failures::explain)
            .execute(arguments));
  }

  @Override
  public Integer call() throws IOException, SQLException, InterruptedException, ExecutionException {
    Home home = homeOption.home();
    RunningSystem system = RunningSystem.of(home);
    PrintWriter out = spec.commandLine().getOut();
    Machine machine = Machine.here();
    out.printf("commit %s, %d cores, %s%n", Commit.of(home.root()), machine.cores(), machine.cpu());
    int students = Math.min(PEOPLE, system.status().seed().students());
    Iterator<String> tokens = People.first(students, home).tokens().iterator();
    PreparedSection section;
    try (Connection writer = system.connect()) {
      section = new SectionPreparation(writer).prepare(1, PLENTY, 0, 0).getFirst();
      CatalogueWait.until(system.gateways(), List.of(section), out::println);
      out.printf("filling the journal ...%n");
      out.flush();
      out.printf("the journal has %,d rows%n", new JournalFill(writer).fill(rows, section.id()));
    }
    out.printf(
        "%-6s %-20s %14s %14s %10s%n", "round", "gateway", "refused ms", "open ms", "slowest ms");
    for (int round = 1; round <= rounds; round++) {
      // New numbers in the journal alone look like an older Redis: that mends itself first.
      Thread.sleep(1000L * pause);
      for (Knocks.Closed closed : wipe(system, section.id(), tokens)) {
        out.printf(
            "%-6d %-20s %,14d %,14d %,10d%n",
            round,
            closed.gateway(),
            closed.firstRefusal(),
            closed.firstAccepted(),
            closed.slowest());
        out.flush();
      }
    }
    return 0;
  }

  private static List<Knocks.Closed> wipe(
      RunningSystem system, String section, Iterator<String> tokens)
      throws IOException, InterruptedException, ExecutionException {
    try (var client = HttpClient.newHttpClient();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var knocks = new ArrayList<Future<Knocks.Closed>>();
      Wipe.of(system.status().redis());
      for (Gateway gateway : system.gateways()) {
        knocks.add(threads.submit(new Knocks(client, gateway, section, tokens)));
      }
      var closed = new ArrayList<Knocks.Closed>();
      for (Future<Knocks.Closed> one : knocks) {
        closed.add(one.get());
      }
      return closed;
    }
  }
}
