package io.sugang.testing;

import io.sugang.local.system.SystemStatus;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A local system for tests, in a process of its own so that its libraries stay off the tests' class
 * path. It ends with the JVM that started it, however that ends.
 */
public final class StackProcess implements AutoCloseable {

  private final Process process;
  private final Path home;

  private StackProcess(Process process, Path home) {
    this.process = process;
    this.home = home;
  }

  /**
   * Starts a system afresh below {@code target/} of the module under test and waits until it is
   * ready.
   *
   * @param root the project's folder
   * @param options more options of the launcher's {@code stack} command
   */
  public static StackProcess start(Path root, Path home, String... options) {
    List<String> command = launcher(root, home, "stack");
    command.add("--fresh");
    command.addAll(List.of(options));
    try {
      Files.createDirectories(home);
      Process process =
          new ProcessBuilder(command).redirectError(home.resolve("launcher.log").toFile()).start();
      var stack = new StackProcess(process, home);
      stack.awaitReady();
      return stack;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The command line of the launcher, without the front door in front of it, which would look for
   * stale builds.
   */
  public static List<String> launcher(Path root, Path home, String command) {
    Path launcher = root.resolve("deploy/local/target");
    return new ArrayList<>(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            launcher.resolve("classes") + File.pathSeparator + launcher + "/lib/*",
            "io.sugang.local.command.Sugang",
            command,
            "--root=" + root,
            "--home=" + home));
  }

  private void awaitReady() throws IOException {
    var reader =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      if (line.equals("READY")) {
        return;
      }
    }
    throw new IOException(
        "the local stack did not start:\n" + Files.readString(home.resolve("launcher.log")));
  }

  /** What {@code ./sugang status --json} would tell. */
  public SystemStatus status() {
    return status(home);
  }

  /** The same of any running system. */
  static SystemStatus status(Path home) {
    try {
      return SystemStatus.read(home.resolve("run/status.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The launcher's own process, in which mailbox and SES stand-in are. */
  public ProcessHandle launcher() {
    return process.toHandle();
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(15, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroy();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
    }
  }
}
