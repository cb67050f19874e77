package io.sugang.benchmark.system;

import io.sugang.local.system.SystemStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What one service occupies.
 *
 * @param mib resident memory in MiB, or -1 where the machine does not tell
 */
public record ResidentMemory(String service, long mib) {

  static List<ResidentMemory> of(SystemStatus status) {
    return status.services().entrySet().stream()
        .map(service -> new ResidentMemory(service.getKey(), mib(service.getValue().pid())))
        .toList();
  }

  private static long mib(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElse(-1);
    } catch (IOException e) {
      return -1;
    }
  }
}
