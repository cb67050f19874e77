package io.sugang.contract.decision;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Map;

/** What became of a request: in the journal, in Redis and in the API. */
public enum RequestState {
  /** It is undecided. */
  WAITING("waiting"),
  /** A request for a seat that has one. */
  ADMITTED("admitted"),
  /** A request that waits for a seat of a full section. */
  WAITLISTED("waitlisted"),
  /** It got nothing; the {@link Reason} says why. */
  REFUSED("refused"),
  /** It could not be judged and waits for an operator. */
  QUARANTINED("quarantined"),
  /** A request for a seat that its student dropped before its turn came. */
  WITHDRAWN("withdrawn"),
  /** A request whose seat, or place on the waitlist, its student gave back. */
  DROPPED("dropped"),
  /** A drop that was carried out. */
  DONE("done");

  private static final Map<String, RequestState> BY_NAME =
      WireName.index(values(), RequestState::wireName);

  private final String wireName;

  RequestState(String wireName) {
    this.wireName = wireName;
  }

  /** Its name outside Java. */
  @JsonValue
  public String wireName() {
    return wireName;
  }

  /**
   * The state with a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  @JsonCreator
  public static RequestState of(String wireName) {
    return WireName.find(BY_NAME, "state", wireName);
  }

  /** Whether a later commit may still change it. */
  public boolean mayChange() {
    return this == WAITING || this == ADMITTED || this == WAITLISTED || this == QUARANTINED;
  }

  /** As {@link #wireName()}, so that texts and statements can name it. */
  @Override
  public String toString() {
    return wireName;
  }
}
