package io.sugang.benchmark.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.sugang.benchmark.judge.Verdict;
import io.sugang.benchmark.rows.RequestRow;
import io.sugang.contract.decision.RequestState;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamJudgeTest {

  private static final Instant DECIDED = Instant.parse("2027-03-02T00:00:01Z");
  private static final String ADMITTED =
      "{\"version\":3,\"requests\":[{\"section\":\"OLD-01\",\"number\":5,\"state\":\"refused\"},"
          + "{\"section\":\"RSH1-01\",\"number\":5,\"state\":\"admitted\"}]}";

  @Test
  void aStreamThatToldTheDecisionIsGood() {
    StreamJudge judge = judge(history(200, true, 5, 0, ADMITTED));

    assertThat(judge.judge()).hasSize(4).allMatch(Verdict::isKept);
    assertThat(judge.figures().open()).isEqualTo(1);
    assertThat(judge.figures().decisionToEvent().count()).isEqualTo(1);
  }

  @Test
  void aClosedStreamIsFound() {
    assertThat(broken(history(200, false, 1, 0, ADMITTED))).isEqualTo("every stream stayed open");
  }

  @Test
  void aStreamThatWasRefusedIsFound() {
    assertThat(broken(history(503, true, 1, 0, ADMITTED))).isEqualTo("every stream stayed open");
  }

  @Test
  void anotherStateIsFound() {
    String waiting = ADMITTED.replace("admitted", "waiting");

    assertThat(broken(history(200, true, 1, 0, waiting)))
        .isEqualTo("the last event shows the decision");
  }

  @Test
  void aStreamThatToldNothingIsFound() {
    assertThat(broken(history(200, true, 0, 0, ""))).isEqualTo("the last event shows the decision");
  }

  @Test
  void tooManyEventsInASecondAreFound() {
    assertThat(broken(history(200, true, 6, 0, ADMITTED)))
        .isEqualTo("at most 4 events a second (+1)");
  }

  @Test
  void aVersionThatFellIsFound() {
    assertThat(broken(history(200, true, 1, 1, ADMITTED))).isEqualTo("versions never decrease");
  }

  private static String broken(StreamHistory history) {
    return judge(history).judge().stream()
        .filter(verdict -> !verdict.isKept())
        .map(Verdict::meaning)
        .reduce((a, b) -> a + ", " + b)
        .orElse("nothing");
  }

  private static StreamJudge judge(StreamHistory history) {
    return new StreamJudge(
        List.of(history),
        List.of(new RequestRow("RSH1-01", 5, "s1", RequestState.ADMITTED, null, DECIDED)));
  }

  private static StreamHistory history(
      int status, boolean isOpen, int mostInASecond, int versionFalls, String data) {
    return new StreamHistory(
        "s1", status, isOpen, 2, mostInASecond, versionFalls, DECIDED.plusMillis(40), data);
  }
}
