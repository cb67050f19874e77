package io.sugang.enrollment.operations.domain;

import java.util.Locale;
import java.util.stream.Stream;

/** Where a job is. */
public enum LetterJobState {
  /** Another operator has to agree first. */
  UNAPPROVED,
  /** It is carried out. */
  RUNNING,
  /** An operator holds it up. */
  PAUSED,
  /** It held up itself: too much came back. */
  STOPPED,
  /** An operator ended it. What was sent by then goes its way. */
  CANCELLED,
  /** Something became of every letter. */
  DONE;

  /** Its name in the database and the API. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The state with a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static LetterJobState of(String wireName) {
    return Stream.of(values())
        .filter(state -> state.wireName().equals(wireName))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("state: unknown name"));
  }

  /** As {@link #wireName()}, so that statements can name it. */
  @Override
  public String toString() {
    return wireName();
  }
}
