package io.sugang.contract.decision;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.sugang.contract.message.DropRequested;
import io.sugang.contract.message.EnrollRequested;
import io.sugang.contract.message.LineRequest;
import java.util.Map;

/** What a request asks. */
public enum RequestType {
  /** A seat. */
  ENROLL("enroll"),
  /** That an earlier request gives back what it has. */
  DROP("drop");

  private static final Map<String, RequestType> BY_NAME =
      WireName.index(values(), RequestType::wireName);

  private final String wireName;

  RequestType(String wireName) {
    this.wireName = wireName;
  }

  /** The type of a request. */
  public static RequestType of(LineRequest request) {
    return switch (request) {
      case EnrollRequested _ -> ENROLL;
      case DropRequested _ -> DROP;
    };
  }

  /** Its name outside Java. */
  @JsonValue
  public String wireName() {
    return wireName;
  }

  /**
   * The type with a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  @JsonCreator
  public static RequestType of(String wireName) {
    return WireName.find(BY_NAME, "type", wireName);
  }

  /** As {@link #wireName()}, so that texts and statements can name it. */
  @Override
  public String toString() {
    return wireName;
  }
}
