package io.sugang.contract.message;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import java.time.Instant;

/** One thing that a student asked for and that stands in a section's line under a number. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = EnrollRequested.class, name = EnrollRequested.WIRE_NAME),
  @JsonSubTypes.Type(value = SwapRequested.class, name = SwapRequested.WIRE_NAME),
  @JsonSubTypes.Type(value = DropRequested.class, name = DropRequested.WIRE_NAME)
})
public sealed interface LineRequest permits SeatRequested, DropRequested {

  /** Requests are accepted from this time on. */
  Instant EARLIEST = Instant.parse("2020-01-01T00:00:00Z");

  /** Requests are accepted before this time. */
  Instant LATEST = Instant.parse("3000-01-01T00:00:00Z");

  /** The section in whose line the request stands. */
  SectionId section();

  /** Its place in that line. */
  RequestNumber number();

  /** Who asks. */
  StudentId student();

  /** When the line took it, by Redis's clock, in milliseconds. */
  Instant acceptedAt();

  /** W3C trace context of the call that brought it. */
  String traceparent();

  /**
   * Whether another request with the same number asks the same: the same student, the same kind, of
   * a drop the same request to drop, of a swap the same seat to give up. If not, the number was
   * given twice.
   */
  default boolean asksTheSame(LineRequest other) {
    return student().equals(other.student())
        && switch (this) {
          case SeatRequested seat ->
              other instanceof SeatRequested same && seat.gives().equals(same.gives());
          case DropRequested drop ->
              other instanceof DropRequested same && drop.releases().equals(same.releases());
        };
  }

  /** The same request under another number. */
  default LineRequest withNumber(RequestNumber number) {
    return switch (this) {
      case EnrollRequested _ ->
          new EnrollRequested(section(), number, student(), acceptedAt(), traceparent());
      case SwapRequested swap ->
          new SwapRequested(
              section(),
              number,
              student(),
              swap.source(),
              swap.releases(),
              acceptedAt(),
              traceparent());
      case DropRequested drop ->
          new DropRequested(
              section(), number, student(), drop.releases(), acceptedAt(), traceparent());
    };
  }

  /** What holds for every request. */
  private static void checkTime(Instant acceptedAt) {
    if (acceptedAt.isBefore(EARLIEST) || acceptedAt.isAfter(LATEST)) {
      throw new IllegalArgumentException("acceptedAt: out of range (expected: 2020 to 2999)");
    }
  }

  /**
   * Refuses what no request may be.
   *
   * @throws NullPointerException if something is missing
   * @throws IllegalArgumentException if something is out of its range
   */
  static void check(
      SectionId section,
      RequestNumber number,
      StudentId student,
      Instant acceptedAt,
      String traceparent) {
    requireNonNull(section, "section: missing");
    requireNonNull(number, "number: missing");
    requireNonNull(student, "student: missing");
    requireNonNull(acceptedAt, "acceptedAt: missing");
    checkTime(acceptedAt);
    if (!Traceparent.isWellFormed(traceparent)) {
      throw new IllegalArgumentException("traceparent: not of its form (expected: W3C, level 1)");
    }
  }
}
