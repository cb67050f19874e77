package io.sugang.local.command;

import io.sugang.local.Home;
import io.sugang.local.LocalSystemException;
import io.sugang.local.Progress;
import io.sugang.local.system.LocalSystem;
import io.sugang.local.system.SystemOptions;
import io.sugang.local.system.SystemStatus;
import io.sugang.local.university.University;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./sugang run}. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Brings the whole system up, seeded, and keeps it up until Ctrl-C.")
final class RunCommand implements Callable<Integer> {

  private static final int MOST_OF_A_KIND = 9;

  @Spec private CommandSpec spec;
  @Mixin private HomeOption home;

  @Option(
      names = "--port",
      defaultValue = "8080",
      description = "port of the gateway (default: ${DEFAULT-VALUE})")
  private int port;

  @Option(names = "--fresh", description = "start over with an empty database, Redis and queues")
  private boolean fresh;

  @Option(
      names = "--seed",
      defaultValue = "2027",
      description = "number of the university to found (default: ${DEFAULT-VALUE})")
  private long seed;

  @Option(
      names = "--students",
      defaultValue = "20000",
      description = "how many students it has (default: ${DEFAULT-VALUE})")
  private int students;

  @Option(
      names = "--no-rules",
      description = "seed a term without student rules: seats go by number alone")
  private boolean withoutRules;

  @Option(
      names = "--gateways",
      defaultValue = "1",
      description = "how many gateways (default: ${DEFAULT-VALUE})")
  private int gateways;

  @Option(
      names = "--workers",
      defaultValue = "1",
      description = "how many waitlist-service workers (default: ${DEFAULT-VALUE})")
  private int workers;

  @Option(
      names = "--replica-wait",
      defaultValue = "10",
      description =
          "seconds that a commit waits for a silent replica, before it no longer does until the replica is back (default: ${DEFAULT-VALUE})")
  private int replicaWait;

  @Override
  public Integer call() throws IOException, SQLException, InterruptedException {
    if (students < 1 || students > 100_000) {
      throw new LocalSystemException("--students: expected 1 to 100000");
    }
    if (port < 1 || port > 65_535) {
      throw new LocalSystemException("--port: expected 1 to 65535");
    }
    if (gateways < 1 || gateways > MOST_OF_A_KIND || workers < 1 || workers > MOST_OF_A_KIND) {
      throw new LocalSystemException("--gateways, --workers: expected 1 to " + MOST_OF_A_KIND);
    }
    if (replicaWait < 1 || replicaWait > 86_400) {
      throw new LocalSystemException("--replica-wait: expected 1 to 86400");
    }
    Home where = home.home();
    PrintWriter out = spec.commandLine().getOut();
    var progress = new Progress(System.out);
    out.println("Starting Sugang. Logs are in " + where.logs());
    out.flush();
    var stopping = new CountDownLatch(1);
    ProcessHandle.current()
        .parent()
        .ifPresent(
            parent -> {
              var unused = parent.onExit().thenRun(stopping::countDown);
            });
    Launch.run(
        where,
        fresh,
        new SystemOptions(
            port,
            seed,
            students,
            !withoutRules,
            gateways,
            workers,
            Duration.ofSeconds(replicaWait),
            SystemOptions.ALL_SERVICES,
            false),
        progress,
        system -> {
          present(out, system.publishStatus(), system, progress);
          Launch.watch(
              system,
              stopping,
              event -> {
                out.println(event);
                out.flush();
              });
        });
    return 0;
  }

  private static void present(
      PrintWriter out, SystemStatus status, LocalSystem system, Progress progress) {
    String gateway = status.services().get("gateway-service").url();
    String student = University.studentIds(1).getFirst();
    out.printf(
        Locale.ROOT,
        """

        Sugang is up after %.1f s.

          student API       %s/api/v1
          API description   %s/q/swagger-ui
          mailbox           %s
          writer, reader    127.0.0.1:%d and 127.0.0.1:%d (MariaDB, database sugang)
          Redis             127.0.0.1:%d
          SQS               %s
          memory            %s
          everything else   ./sugang status --json

        Demo identities (./sugang token --role student|registrar|operator prints their tokens)
          students          %s, %s, … (%,d of them)
          registrar         registrar-1
          operators         operator-1, operator-2 (./sugang ops --help)

        Three things to try, in another terminal:
          1. TOKEN=$(./sugang token | cut -f2)
             curl -s %s/api/v1/me -H "Authorization: Bearer $TOKEN"
          2. curl -s %s/api/v1/requests -H "Authorization: Bearer $TOKEN" \\
               -H 'Content-Type: application/json' -d '{"type":"enroll","section":"CSE1001-01"}'
          3. curl -s %s/api/v1/enrollments -H "Authorization: Bearer $TOKEN"
             and look into the mailbox: %s

        Ctrl-C stops everything.
        """,
        progress.elapsed().toMillis() / 1000.0,
        gateway,
        gateway,
        status.console().mailbox(),
        status.writer().port(),
        status.reader().port(),
        status.redis().port(),
        status.sqs().endpoint(),
        memory(system),
        student,
        University.studentIds(2).get(1),
        status.seed().students(),
        gateway,
        gateway,
        gateway,
        status.console().mailbox());
    out.flush();
  }

  private static String memory(LocalSystem system) {
    return String.join(
        ", ",
        system.residentMib().entrySet().stream()
            .map(service -> service.getKey() + " " + service.getValue() + " MiB")
            .toList());
  }
}
