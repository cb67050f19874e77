package io.sugang.local.process;

import io.sugang.local.Home;
import io.sugang.local.LocalSystemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A process of the local system, with a log file and a pid file that outlives a killed launcher.
 */
public final class ChildProcess {

  private final String name;
  private final ProcessBuilder builder;
  private final Path pidFile;
  private final Path log;
  private volatile Process process;
  private int restarts;

  private ChildProcess(String name, ProcessBuilder builder, Path pidFile, Path log)
      throws IOException {
    this.name = name;
    this.builder = builder;
    this.pidFile = pidFile;
    this.log = log;
    launch();
  }

  /** Starts a process; its output goes to {@code logs/<name>.log}, which is started anew. */
  public static ChildProcess start(
      Home home, String name, List<String> command, Map<String, String> environment) {
    Path log = home.logs().resolve(name + ".log");
    var builder =
        new ProcessBuilder(command)
            .directory(home.directory().toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    try {
      return new ChildProcess(name, builder, home.run().resolve(name + ".pid"), log);
    } catch (IOException e) {
      throw new LocalSystemException("%s can't be started: %s".formatted(name, e.getMessage()), e);
    }
  }

  private void launch() throws IOException {
    process = builder.start();
    Files.writeString(pidFile, PidFile.format(process.toHandle()));
    // Started again, it goes on writing where its predecessor ended.
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
  }

  /**
   * Starts the process again with the same command.
   *
   * @return how often that was done by now
   */
  public int restart() {
    try {
      launch();
      return ++restarts;
    } catch (IOException e) {
      throw new LocalSystemException("%s can't be started again".formatted(name), e);
    }
  }

  /** What an ended process ended with. */
  public int exitCode() {
    return process.exitValue();
  }

  public String name() {
    return name;
  }

  public long pid() {
    return process.pid();
  }

  public Path log() {
    return log;
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Fails if the process has ended, with the end of its log.
   *
   * @throws LocalSystemException naming the process, its exit code and its log file
   */
  public void requireAlive() {
    if (!process.isAlive()) {
      throw new LocalSystemException(
          "%s ended with exit code %d. The end of its log (%s):%n%s"
              .formatted(name, process.exitValue(), log, tail()));
    }
  }

  /** Asks the process to end without waiting for it. */
  public void terminate() {
    process.destroy();
  }

  /** Asks the process to end, waits, and kills it if it is still there afterwards. */
  public void stop(Duration patience) {
    terminate();
    awaitEnd(patience);
  }

  /** Waits for a process that was asked to end, and kills it if it is still there afterwards. */
  public void awaitEnd(Duration patience) {
    try {
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
      Files.deleteIfExists(pidFile);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new LocalSystemException("can't delete " + pidFile, e);
    }
  }

  /** The last lines that the process wrote. */
  public String tail() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
    } catch (IOException e) {
      return "(can't be read: %s)".formatted(e.getMessage());
    }
  }
}
