package io.sugang.local.process;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** How to start another JVM like this one. */
public final class Jvm {

  private Jvm() {}

  /** The {@code java} command of the JDK that runs this program. */
  public static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  /** The launcher's jar and its libraries. */
  public static String ownClassPath() {
    return ownJar() + File.pathSeparator + libraries();
  }

  /** The launcher's libraries alone. */
  public static String libraries() {
    return file("lib") + File.separator + "*";
  }

  /** A file beside the launcher's jar. */
  public static Path file(String name) {
    return ownJar().resolveSibling(name);
  }

  private static Path ownJar() {
    try {
      return Path.of(Jvm.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
