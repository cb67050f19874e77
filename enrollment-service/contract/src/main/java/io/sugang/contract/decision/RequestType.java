package io.sugang.contract.decision;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.message.DropRequested;
import io.sugang.contract.message.EnrollRequested;
import io.sugang.contract.message.LineRequest;
import io.sugang.contract.message.SwapRequested;
import java.time.Instant;
import java.util.Map;

/** What a request asks. */
public enum RequestType {
  /** A seat. */
  ENROLL("enroll"),
  /** A seat, for which another one is given up. */
  SWAP("swap"),
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
      case SwapRequested _ -> SWAP;
      case DropRequested _ -> DROP;
    };
  }

  /**
   * The type of a request that is known by what it gives up.
   *
   * @param releases whether it gives up anything
   * @param isElsewhere whether that is in another section
   */
  public static RequestType of(boolean releases, boolean isElsewhere) {
    return isElsewhere ? SWAP : releases ? DROP : ENROLL;
  }

  /**
   * A request of this type, as tables keep it.
   *
   * @param releases of a drop, or a swap: the number of the request that it drops; else {@code
   *     null}
   * @param source of a swap: the section in which that is; else {@code null}
   */
  public LineRequest request(
      SectionId section,
      RequestNumber number,
      StudentId student,
      Long releases,
      String source,
      Instant acceptedAt,
      String traceparent) {
    return switch (this) {
      case ENROLL -> new EnrollRequested(section, number, student, acceptedAt, traceparent);
      case SWAP ->
          new SwapRequested(
              section,
              number,
              student,
              new SectionId(source),
              new RequestNumber(releases),
              acceptedAt,
              traceparent);
      case DROP ->
          new DropRequested(
              section, number, student, new RequestNumber(releases), acceptedAt, traceparent);
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
