package io.sugang.contract.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceparentTest {

  private static final String GIVEN = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  @Test
  void aCallersTraceGoesOn() {
    assertThat(Traceparent.continueOrStart(GIVEN)).isEqualTo(GIVEN);
    assertThat(Traceparent.traceId(GIVEN)).isEqualTo("0af7651916cd43dd8448eb211c80319c");
  }

  @Test
  void itSaysWhoCalledAndWhetherTheTraceIsRecorded() {
    assertThat(Traceparent.spanId(GIVEN)).isEqualTo("b7ad6b7169203331");
    assertThat(Traceparent.isSampled(GIVEN)).isTrue();
    assertThat(Traceparent.isSampled(GIVEN.replaceAll("01$", "02"))).isFalse();
    assertThat(Traceparent.isSampled(Traceparent.continueOrStart(null))).isFalse();
    assertThat(Traceparent.unrecorded(GIVEN)).isEqualTo(GIVEN.replaceAll("01$", "00"));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "x",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01"
      })
  void anythingElseStartsANewOne(String header) {
    String started = Traceparent.continueOrStart(header);

    assertThat(started).isNotEqualTo(header).hasSize(55);
    assertThat(Traceparent.continueOrStart(started)).isEqualTo(started);
  }
}
