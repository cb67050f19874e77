package io.sugang.local.command;

import io.sugang.local.Home;
import io.sugang.local.LocalSystemException;
import io.sugang.local.Progress;
import io.sugang.local.part.Directories;
import io.sugang.local.system.LocalSystem;
import io.sugang.local.system.SystemOptions;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * A part of the build: a rush on a system of its own teaches the JVMs of services and SQS server
 * what the next one will ask of them.
 */
@Command(
    name = "train",
    hidden = true,
    description = "Brings a system up, runs a command against it, and keeps what its JVMs learned.")
final class TrainCommand implements Callable<Integer> {

  private static final long SEED = 2027;

  @Mixin private HomeOption home;

  @Option(names = "--students", defaultValue = "4000")
  private int students;

  @Parameters(arity = "1..*", description = "the command")
  private List<String> rush;

  @Override
  public Integer call() throws IOException, SQLException {
    Home where = home.home();
    Launch.run(
        where,
        true,
        new SystemOptions(
            SystemOptions.ANY_PORT,
            SEED,
            students,
            true,
            1,
            1,
            Duration.ofSeconds(10),
            SystemOptions.ALL_SERVICES,
            true),
        new Progress(System.out),
        this::train);
    Directories.delete(where.data());
    return 0;
  }

  private void train(LocalSystem system) {
    system.publishStatus();
    try {
      int exitCode = new ProcessBuilder(rush).inheritIO().start().waitFor();
      if (exitCode != 0) {
        throw new LocalSystemException("the rush ended with exit code " + exitCode);
      }
      system.stopLearned();
    } catch (IOException e) {
      throw new LocalSystemException("the rush can't be started", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalSystemException("interrupted", e);
    }
  }
}
