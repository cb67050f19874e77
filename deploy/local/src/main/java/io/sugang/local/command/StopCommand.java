package io.sugang.local.command;

import io.sugang.local.Home;
import io.sugang.local.LocalSystemException;
import io.sugang.local.process.PidFile;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ./sugang stop}: for systems that were started in the background. */
@Command(
    name = "stop",
    mixinStandardHelpOptions = true,
    description = "Stops the running local system, as Ctrl-C does.")
final class StopCommand implements Callable<Integer> {

  private static final int PATIENCE_SECONDS = 15;

  @Mixin private HomeOption home;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException, ExecutionException {
    Home where = home.home();
    Optional<ProcessHandle> running = PidFile.launcher(where);
    if (running.isEmpty()) {
      return stopWithoutLauncher(where);
    }
    ProcessHandle launcher = running.get();
    launcher.destroy();
    try {
      launcher.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return 0;
    } catch (TimeoutException e) {
      throw new LocalSystemException(
          "process %d has not ended after %d s; the next ./sugang run cleans up after: kill -9 %d"
              .formatted(launcher.pid(), PATIENCE_SECONDS, launcher.pid()),
          e);
    }
  }

  /** A launcher that was killed leaves its processes behind. */
  private int stopWithoutLauncher(Home where) throws IOException {
    int left = PidFile.reap(where);
    if (left == 0) {
      throw new LocalSystemException("no system is running here");
    }
    Files.deleteIfExists(where.statusFile());
    spec.commandLine()
        .getOut()
        .printf("Stopped %d processes that a killed launcher had left behind%n", left);
    return 0;
  }
}
