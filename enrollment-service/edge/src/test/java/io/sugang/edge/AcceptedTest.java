package io.sugang.edge;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.MediaType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptedTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json|true",
        "Application/JSON|true",
        "application/json;charset=utf-8|true",
        "text/html, application/*;q=0.8|true",
        "*/*|true",
        "''|true",
        "text/html|false",
        "application/jsonx|false",
        "application/json;q=0|false",
        "nonsense|false",
        ", ,application/json|true"
      })
  void mediaTypesAreReadAsTheirStandardSays(String accept, boolean included) {
    assertThat(new Accepted(MediaType.APPLICATION_JSON_TYPE).isIn(accept)).isEqualTo(included);
  }

  /** A reader that goes back would need hours. */
  @ParameterizedTest
  @ValueSource(strings = {",", " ", "a/", "a;"})
  void aLongHeaderIsReadOnce(String part) {
    assertThat(new Accepted(MediaType.APPLICATION_JSON_TYPE).isIn("x" + part.repeat(1_000_000)))
        .isFalse();
  }
}
