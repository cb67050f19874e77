package io.sugang.benchmark.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Which version of the source is measured. */
public final class Commit {

  private static final String UNKNOWN = "unknown";

  private Commit() {}

  /** Short name of the checked-out commit, or {@code unknown} without git. */
  public static String of(Path root) throws InterruptedException {
    try {
      Process git =
          new ProcessBuilder("git", "rev-parse", "--short", "HEAD")
              .directory(root.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String answer =
          new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return git.waitFor() == 0 && !answer.isEmpty() ? answer : UNKNOWN;
    } catch (IOException e) {
      return UNKNOWN;
    }
  }
}
