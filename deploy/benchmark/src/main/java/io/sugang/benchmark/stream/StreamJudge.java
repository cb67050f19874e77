package io.sugang.benchmark.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sugang.benchmark.judge.Findings;
import io.sugang.benchmark.judge.Verdict;
import io.sugang.benchmark.latency.LatencyRecorder;
import io.sugang.benchmark.rows.RequestRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Compares what the streams sent with what the database holds. */
public final class StreamJudge {

  /** More events in a second than a stream may send; one more than the rule, for the clock. */
  private static final int TOO_MANY_IN_A_SECOND = 6;

  private static final String STREAMS = "streams";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<StreamHistory> histories;
  private final Map<String, List<RequestRow>> requests;

  /**
   * @param requests of the round
   */
  public StreamJudge(List<StreamHistory> histories, List<RequestRow> requests) {
    this.histories = histories;
    this.requests = requests.stream().collect(Collectors.groupingBy(RequestRow::student));
  }

  /** One verdict for each thing that a stream promises. */
  public List<Verdict> judge() {
    return List.of(stayedOpen(), toldTheDecision(), heldBack(), wentForward());
  }

  /** The figures. */
  public StreamFigures figures() {
    var latencies = new LatencyRecorder();
    for (StreamHistory history : histories) {
      requests.getOrDefault(history.student(), List.of()).stream()
          .map(RequestRow::decidedAt)
          .filter(Objects::nonNull)
          .max(Comparator.naturalOrder())
          .filter(decided -> history.lastAt() != null && !history.lastAt().isBefore(decided))
          .map(decided -> toNanos(decided, history.lastAt()))
          .ifPresent(latencies::record);
    }
    return new StreamFigures(
        histories.stream().filter(StreamHistory::isOpen).count(),
        histories.stream().mapToLong(StreamHistory::events).sum(),
        latencies.latency());
  }

  private static long toNanos(Instant from, Instant to) {
    return Duration.between(from, to).toNanos();
  }

  private Verdict stayedOpen() {
    var findings = new Findings(STREAMS, "every stream stayed open");
    for (StreamHistory history : histories) {
      findings.checked(1);
      if (!history.isOpen() || history.status() != 200) {
        findings.broken(
            "%s: %s (status %d)"
                .formatted(
                    history.student(),
                    history.isOpen() ? "no events" : "closed",
                    history.status()));
      }
    }
    return findings.verdict();
  }

  private Verdict toldTheDecision() {
    var findings = new Findings(STREAMS, "the last event shows the decision");
    for (StreamHistory history : histories) {
      List<RequestRow> rows = requests.getOrDefault(history.student(), List.of());
      if (rows.isEmpty()) {
        continue;
      }
      findings.checked(rows.size());
      Map<List<Object>, String> sent = states(history.lastData());
      for (RequestRow row : rows) {
        String state = sent.get(List.of(row.section(), row.number()));
        if (!row.state().wireName().equals(state)) {
          findings.broken(
              "%s: %s %d is %s, the stream says %s"
                  .formatted(history.student(), row.section(), row.number(), row.state(), state));
        }
      }
    }
    return findings.verdict();
  }

  private Verdict heldBack() {
    var findings = new Findings(STREAMS, "at most 4 events a second (+1)");
    for (StreamHistory history : histories) {
      findings.checked(1);
      if (history.mostInASecond() >= TOO_MANY_IN_A_SECOND) {
        findings.broken(
            "%s: %d events within a second".formatted(history.student(), history.mostInASecond()));
      }
    }
    return findings.verdict();
  }

  private Verdict wentForward() {
    var findings = new Findings(STREAMS, "versions never decrease");
    for (StreamHistory history : histories) {
      findings.checked(history.events());
      if (history.versionFalls() > 0) {
        findings.broken("%s: %d times".formatted(history.student(), history.versionFalls()));
      }
    }
    return findings.verdict();
  }

  /** State by section and number; nothing if it can't be read. */
  private static Map<List<Object>, String> states(String json) {
    Map<List<Object>, String> states = new HashMap<>();
    try {
      for (JsonNode request : JSON.readTree(json).path("requests")) {
        states.put(
            List.of(request.path("section").asText(), request.path("number").longValue()),
            request.path("state").asText());
      }
    } catch (JsonProcessingException e) {
      return Map.of();
    }
    return states;
  }
}
