package io.sugang.benchmark.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sugang.benchmark.load.Call;
import io.sugang.benchmark.load.RushHistory;
import io.sugang.benchmark.prepare.PreparedSection;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Turns what the load noted into what the judge reads; the answers' JSON is parsed only here. */
public final class HistoryReader {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<String> students;
  private final List<PreparedSection> sections;

  /** Reads histories of these students and sections, which calls name by their places. */
  public HistoryReader(List<String> students, List<PreparedSection> sections) {
    this.students = students;
    this.sections = sections;
  }

  /** Each call, in the order they were given. */
  public List<Asked> read(List<Call> calls) {
    return calls.stream()
        .map(
            call ->
                new Asked(
                    students.get(call.ask().student()),
                    sections.get(call.ask().section()).id(),
                    call.firstSentAt(),
                    call.endedAt(),
                    call.attempts(),
                    call.status(),
                    RushHistory.isReceipt(call.status()) ? receipt(call.body()) : Optional.empty()))
        .toList();
  }

  /** Empty if it is no receipt; the judge then misses it. */
  private static Optional<Receipt> receipt(byte[] body) {
    try {
      JsonNode json = JSON.readTree(body);
      if (!json.path("id").isTextual()
          || !json.path("section").isTextual()
          || !json.path("number").canConvertToLong()) {
        return Optional.empty();
      }
      return Optional.of(
          new Receipt(
              json.path("id").textValue(),
              json.path("section").textValue(),
              json.path("number").longValue()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
