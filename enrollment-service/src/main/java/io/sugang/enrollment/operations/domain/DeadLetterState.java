package io.sugang.enrollment.operations.domain;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What is known of a dead letter. */
public enum DeadLetterState {
  /** It stands in its dead letter queue. */
  OPEN,
  /** It left its dead letter queue, and nobody can tell yet what became of it. */
  MOVED,
  /** It left its dead letter queue, and what it asked for is done. */
  RESOLVED;

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
