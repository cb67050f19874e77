package io.sugang.local.process;

import io.sugang.local.Home;
import io.sugang.local.LocalSystemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Which process a pid file means: its id and when it started, so that a reused id is never taken
 * for it.
 */
public final class PidFile {

  private PidFile() {}

  static String format(ProcessHandle process) {
    return "%d %d%n"
        .formatted(
            process.pid(), process.info().startInstant().map(Instant::toEpochMilli).orElse(0L));
  }

  /** Notes that this JVM is the launcher of this system. */
  public static void writeOwn(Home home) throws IOException {
    Files.writeString(ownFile(home), format(ProcessHandle.current()));
  }

  /** Forgets this JVM. */
  public static void deleteOwn(Home home) throws IOException {
    Files.deleteIfExists(ownFile(home));
  }

  /** The launcher of this system, if it is running. */
  public static Optional<ProcessHandle> launcher(Home home) {
    return read(ownFile(home));
  }

  /**
   * Kills whatever a killed launcher left behind.
   *
   * @return how many processes were still there
   */
  public static int reap(Home home) {
    try (Stream<Path> files = Files.list(home.run())) {
      List<Path> pidFiles =
          files
              .filter(f -> f.toString().endsWith(".pid"))
              .filter(f -> !f.equals(ownFile(home)))
              .toList();
      List<ProcessHandle> leftovers =
          pidFiles.stream().map(PidFile::read).flatMap(Optional::stream).toList();
      leftovers.forEach(ProcessHandle::destroyForcibly);
      for (ProcessHandle leftover : leftovers) {
        leftover.onExit().get(10, TimeUnit.SECONDS);
      }
      for (Path file : pidFiles) {
        Files.deleteIfExists(file);
      }
      return leftovers.size();
    } catch (IOException | TimeoutException | ExecutionException e) {
      throw new LocalSystemException("can't clean up after the last run; see " + home.run(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalSystemException("interrupted", e);
    }
  }

  private static Path ownFile(Home home) {
    return home.run().resolve("launcher.pid");
  }

  private static Optional<ProcessHandle> read(Path file) {
    try {
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      String[] parts = Files.readString(file).strip().split(" ");
      long startedAt = Long.parseLong(parts[1]);
      return ProcessHandle.of(Long.parseLong(parts[0]))
          .filter(ProcessHandle::isAlive)
          .filter(
              p ->
                  p.info()
                      .startInstant()
                      .map(start -> start.toEpochMilli() == startedAt)
                      .orElse(false));
    } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }
}
