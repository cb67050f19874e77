package io.sugang.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where a local system keeps its things.
 *
 * @param root the project's folder
 * @param directory this system's own folder; everything it writes is below it
 * @param distribution unpacked binaries, shared by all systems of this checkout
 */
public record Home(Path root, Path directory, Path distribution) {

  /** The system that {@code ./sugang run} brings up. */
  public static Home ofProject(Path root) throws IOException {
    return at(root, root.resolve(".sugang"));
  }

  /** Another system, apart from the first; tests use these. */
  public static Home at(Path root, Path directory) throws IOException {
    var home =
        new Home(
            root.toAbsolutePath(),
            directory.toAbsolutePath(),
            root.toAbsolutePath().resolve(".sugang/dist"));
    Files.createDirectories(home.distribution());
    createPrivate(home.directory());
    createPrivate(home.data());
    createPrivate(home.run());
    createPrivate(home.logs());
    createPrivate(home.identity());
    return home;
  }

  /** Database, queue and Redis files; {@code --fresh} deletes them. */
  public Path data() {
    return directory.resolve("data");
  }

  /** Process ids and the status of the running system. */
  public Path run() {
    return directory.resolve("run");
  }

  /** One log file a process. */
  public Path logs() {
    return directory.resolve("logs");
  }

  /** Signing key, signed tokens and generated passwords. */
  public Path identity() {
    return directory.resolve("identity");
  }

  /** What a running system tells of itself. */
  public Path statusFile() {
    return run().resolve("status.json");
  }

  private static void createPrivate(Path directory) throws IOException {
    Files.createDirectories(directory);
    if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    }
  }
}
