package io.sugang.local.command;

import io.sugang.local.Home;
import io.sugang.local.LocalSystemException;
import io.sugang.local.Progress;
import io.sugang.local.part.Directories;
import io.sugang.local.process.PidFile;
import io.sugang.local.system.LocalSystem;
import io.sugang.local.system.SystemOptions;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Starts a local system in this JVM and sees to it that nothing of it is left when this JVM ends.
 */
final class Launch {

  private static final Duration WATCH_INTERVAL = Duration.ofSeconds(1);

  private Launch() {}

  static void run(
      Home home,
      boolean fresh,
      SystemOptions options,
      Progress progress,
      Consumer<LocalSystem> whenReady)
      throws IOException, SQLException {
    PidFile.launcher(home)
        .ifPresent(
            launcher -> {
              throw new LocalSystemException(
                  "a system is already running here (launcher process %d). Stop it with Ctrl-C or: ./sugang stop"
                      .formatted(launcher.pid()));
            });
    int reaped = PidFile.reap(home);
    if (reaped > 0) {
      progress.done("Cleaned up %d processes that the last run left behind".formatted(reaped));
    }
    PidFile.writeOwn(home);
    if (fresh) {
      Directories.delete(home.data());
    }
    var system = new LocalSystem(home, options, progress);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(home, system), "stop"));
    system.start();
    whenReady.accept(system);
  }

  /**
   * Starts again what ends, until whoever started the system is gone.
   *
   * @param announce told of each restart
   */
  static void watch(LocalSystem system, CountDownLatch stopping, Consumer<String> announce) {
    try {
      while (!stopping.await(WATCH_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
        system.restartEnded(announce);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void stop(Home home, LocalSystem system) {
    try {
      system.stop();
      PidFile.deleteOwn(home);
    } catch (IOException | LocalSystemException e) {
      System.err.println("sugang: while stopping: " + e.getMessage());
    }
  }
}
