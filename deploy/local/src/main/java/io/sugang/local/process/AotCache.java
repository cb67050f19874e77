package io.sugang.local.process;

import io.sugang.local.LocalSystemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * What a JVM learned of a program in an earlier run: its classes, loaded and linked, and which
 * methods are hot. It fits the JDK, class path and options that it was made with; a JVM that it
 * does not fit starts without.
 *
 * @param file where it is, if it is there
 */
public record AotCache(Path file) {

  /**
   * Options of a JVM that uses it, or learns.
   *
   * @param learns whether the JVM is to make it anew when it ends, which takes it some seconds
   */
  public List<String> options(boolean learns) {
    if (learns) {
      return List.of("-XX:AOTCacheOutput=" + learned());
    }
    return Files.exists(file) ? List.of("-XX:AOTCache=" + file) : List.of();
  }

  /** From now on uses what a JVM that ended has learned. */
  public void keepLearned() {
    try {
      Files.move(learned(), file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new LocalSystemException("no JVM made %s: %s".formatted(learned(), e.getMessage()), e);
    }
  }

  private Path learned() {
    return file.resolveSibling(file.getFileName() + ".learned");
  }
}
