package io.sugang.contract.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sugang.contract.decision.LineDecision;
import io.sugang.contract.decision.RefusalRule;
import io.sugang.contract.decision.RequestState;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LineScriptTest {

  @ParameterizedTest
  @EnumSource(LineScript.class)
  void everyEpochHasAScriptOfItsOwn(LineScript script) {
    assertThat(script.text(1)).doesNotContain("@EPOCH@").isNotEqualTo(script.text(2));
    assertThat(script.digest(1)).hasSize(40).isNotEqualTo(script.digest(2));
  }

  @ParameterizedTest
  @EnumSource(LineScript.class)
  void anEpochThatNumbersCannotCarryIsRefused(LineScript script) {
    assertThatThrownBy(() -> script.text(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> script.text(8192)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void allKeysOfASectionShareAHashSlot() {
    var keys = new LineKeys(new SectionId("CSE2010-01"));

    assertThat(
            List.of(
                keys.line(),
                keys.requests(),
                keys.live(),
                keys.counter(),
                keys.decisions(),
                keys.waitlist(),
                keys.seats(),
                keys.firstAnswer(new StudentId("1"), "k")))
        .allMatch(key -> key.contains("{CSE2010-01}"))
        .doesNotHaveDuplicates();
  }

  @Test
  void aDecisionIsReadAsItWasWritten() {
    var decision =
        new LineDecision(
            7,
            new StudentId("20270001"),
            Optional.of(new RequestNumber(1L << 41)),
            Optional.of(new SectionId("CSE2010-02")),
            RequestState.REFUSED,
            Optional.of(RefusalRule.SECTION_FULL),
            Map.of("capacity", 30),
            Instant.ofEpochMilli(1),
            Instant.ofEpochMilli(2),
            Optional.of(Instant.ofEpochMilli(3)));

    assertThat(LineDecision.fromText(decision.toText())).isEqualTo(decision);
    assertThat(LineDecision.factsFromJson(LineDecision.factsToJson(decision.facts())))
        .isEqualTo(decision.facts());
    assertThat(LineDecision.factsFromJson(null)).isEmpty();
  }
}
