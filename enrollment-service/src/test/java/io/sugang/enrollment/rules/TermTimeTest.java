package io.sugang.enrollment.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sugang.edge.problem.ProblemException;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Summer time in Berlin begins on 28 March 2027 at 2:00, and ends on 31 October at 3:00. */
class TermTimeTest {

  @ParameterizedTest
  @CsvSource({
    "2027-02-01T10:00, Asia/Seoul, 2027-02-01T01:00:00Z",
    "2027-02-01T00:00, Asia/Seoul, 2027-01-31T15:00:00Z",
    "2027-02-01T10:00:30.5, Asia/Seoul, 2027-02-01T01:00:30.500Z",
    "2027-02-01T10:00+09:00, Europe/Berlin, 2027-02-01T01:00:00Z",
    "2027-02-01T10:00Z, Asia/Seoul, 2027-02-01T10:00:00Z",
    "2027-03-28T01:59:59, Europe/Berlin, 2027-03-28T00:59:59Z",
    "2027-03-28T03:00, Europe/Berlin, 2027-03-28T01:00:00Z",
    "2027-10-31T01:59:59, Europe/Berlin, 2027-10-30T23:59:59Z",
    "2027-10-31T02:30+02:00, Europe/Berlin, 2027-10-31T00:30:00Z",
    "2027-10-31T02:30+01:00, Europe/Berlin, 2027-10-31T01:30:00Z",
    "2027-10-31T03:00, Europe/Berlin, 2027-10-31T02:00:00Z",
  })
  void isByTheTermsClockOrItsOwnOffset(String text, String zone, Instant expected) {
    assertThat(TermTime.of("opensAt", text, ZoneId.of(zone))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {
        "2027-03-28T02:00",
        "2027-03-28T02:59:59",
        "2027-10-31T02:00",
        "2027-10-31T02:59:59",
        "2027-02-30T10:00",
        "2027-02-01",
        "10:00",
        "tomorrow",
        "+12027-02-01T10:00",
        "1999-12-31T10:00",
        "-999999999-01-01T00:00",
        "2027-02-01T10:00+25:00",
        "null"
      })
  void isThereExactlyOnce(String text) {
    assertThatThrownBy(() -> TermTime.of("opensAt", text, ZoneId.of("Europe/Berlin")))
        .isInstanceOf(ProblemException.class);
  }
}
