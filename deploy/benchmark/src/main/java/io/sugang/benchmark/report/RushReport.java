package io.sugang.benchmark.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.sugang.benchmark.system.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Everything that one run of the benchmark found.
 *
 * @param at UTC time of its start, ISO 8601
 * @param warmUps rounds that were judged, but do not count as measured
 * @param poll {@code null} unless it polled
 * @param kept whether no promise broke in any round
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RushReport(
    String at,
    String commit,
    String commandLine,
    Machine machine,
    int gateways,
    int universityStudents,
    List<RoundReport> warmUps,
    List<RoundReport> rounds,
    PollFigures poll,
    List<MemoryReport> memory,
    boolean kept) {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** Writes it as JSON; folders are made as needed. */
  public void write(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.writeString(file, JSON.writeValueAsString(this) + System.lineSeparator());
  }
}
