package io.sugang.local.command;

import io.sugang.local.Progress;
import io.sugang.local.system.SystemOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the services need, or the whole system, for tests: up until its standard input ends. */
@Command(
    name = "stack",
    hidden = true,
    description =
        "Brings the embedded parts up for a program that holds this one's standard input.")
final class StackCommand implements Callable<Integer> {

  @Mixin private HomeOption home;

  @Option(names = "--fresh")
  private boolean fresh;

  @Option(names = "--students", defaultValue = "400")
  private int students;

  @Option(names = "--seed", defaultValue = "2027")
  private long seed;

  @Option(names = "--rules")
  private boolean rules;

  @Option(names = "--service")
  private Set<String> services = Set.of();

  @Option(names = "--gateways", defaultValue = "1")
  private int gateways;

  @Option(names = "--workers", defaultValue = "1")
  private int workers;

  @Option(names = "--replica-wait", defaultValue = "10")
  private int replicaWait;

  @Option(names = "--port", defaultValue = "8080")
  private int port;

  @Option(names = "--restart")
  private boolean restarting;

  /** The line on standard output that tells the other program that the status file is there. */
  static final String READY = "READY";

  @Override
  public Integer call() throws IOException, SQLException {
    Launch.run(
        home.home(),
        fresh,
        new SystemOptions(
            port,
            seed,
            students,
            rules,
            gateways,
            workers,
            Duration.ofSeconds(replicaWait),
            services,
            false),
        new Progress(System.err),
        system -> {
          system.publishStatus();
          var stopping = new CountDownLatch(restarting ? 1 : 0);
          Thread.ofVirtual().start(() -> Launch.watch(system, stopping, System.err::println));
          System.out.println(READY);
          try {
            System.in.transferTo(OutputStream.nullOutputStream());
            stopping.countDown();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    return 0;
  }
}
