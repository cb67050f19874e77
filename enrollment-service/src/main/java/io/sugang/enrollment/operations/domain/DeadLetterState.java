package io.sugang.enrollment.operations.domain;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What is known of a dead letter. */
public enum DeadLetterState {
  /** It stands in its dead letter queue, or what it tells of is in the journal. */
  OPEN,
  /** A job sent a copy of it to its queue, and nobody can tell yet what became of it. */
  REPLAYING,
  /** It left its dead letter queue, and nobody can tell yet what became of it. */
  MOVED,
  /** What it asked for is done. */
  RESOLVED,
  /** An operator said that nothing is to be done about it. */
  DISCARDED;

  /** Its name in the database and the API. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All names. */
  public static List<String> wireNames() {
    return Stream.of(values()).map(DeadLetterState::wireName).toList();
  }

  /**
   * The state with a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static DeadLetterState of(String wireName) {
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
