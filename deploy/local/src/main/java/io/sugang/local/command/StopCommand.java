package io.sugang.local.command;

import io.sugang.local.Home;
import io.sugang.local.LocalSystemException;
import io.sugang.local.process.PidFile;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ./sugang stop}: for systems that were started in the background. */
@Command(
    name = "stop",
    mixinStandardHelpOptions = true,
    description = "Stops the running local system, as Ctrl-C does.")
final class StopCommand implements Callable<Integer> {

  private static final int PATIENCE_SECONDS = 15;

  @Mixin private HomeOption home;

  @Override
  public Integer call() throws IOException, InterruptedException, ExecutionException {
    Home where = home.home();
    ProcessHandle launcher =
        PidFile.launcher(where)
            .orElseThrow(() -> new LocalSystemException("no system is running here"));
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
}
