package io.sugang.benchmark.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a figure was measured.
 *
 * @param cores that this JVM may use
 * @param memoryMib of the machine, or -1 where it does not tell
 * @param cpu model, or {@code unknown}
 * @param jdk that ran the load
 */
public record Machine(int cores, long memoryMib, String cpu, String jdk) {

  /** The machine that this JVM runs on. */
  public static Machine here() {
    String memory = valueOf(Path.of("/proc/meminfo"), "MemTotal", "");
    String digits = memory.replaceAll("\\D", "");
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        digits.isEmpty() ? -1 : Long.parseLong(digits) / 1024,
        valueOf(Path.of("/proc/cpuinfo"), "model name", "unknown"),
        System.getProperty("java.vendor") + " " + Runtime.version());
  }

  private static String valueOf(Path file, String key, String otherwise) {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> line.startsWith(key))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(otherwise);
    } catch (IOException e) {
      return otherwise;
    }
  }
}
