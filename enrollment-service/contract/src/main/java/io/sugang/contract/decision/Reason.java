package io.sugang.contract.decision;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Why a request is where it is: a rule refused it or passes it over, or it can't be judged. */
public sealed interface Reason permits RefusalRule, DeadLetterCause {

  /** Its name outside Java. */
  @JsonValue
  String wireName();

  /**
   * The reason with a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  @JsonCreator
  static Reason of(String wireName) {
    return RefusalRule.isName(wireName) ? RefusalRule.of(wireName) : DeadLetterCause.of(wireName);
  }
}
