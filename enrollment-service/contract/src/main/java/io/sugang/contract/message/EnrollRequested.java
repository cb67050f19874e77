package io.sugang.contract.message;

import static java.util.Objects.requireNonNull;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import java.time.Instant;

/** A student asks for a seat in a section. */
public record EnrollRequested(
    SectionId section,
    RequestNumber number,
    StudentId student,
    Instant acceptedAt,
    String traceparent)
    implements LineRequest {

  /** The logical, versioned name on the wire. */
  public static final String WIRE_NAME = "enroll.requested.v1";

  private static final Instant EARLIEST = Instant.parse("2020-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("3000-01-01T00:00:00Z");

  public EnrollRequested {
    requireNonNull(section, "section: missing");
    requireNonNull(number, "number: missing");
    requireNonNull(student, "student: missing");
    requireNonNull(acceptedAt, "acceptedAt: missing");
    if (acceptedAt.isBefore(EARLIEST) || acceptedAt.isAfter(LATEST)) {
      throw new IllegalArgumentException("acceptedAt: out of range (expected: 2020 to 2999)");
    }
    if (!Traceparent.isWellFormed(traceparent)) {
      throw new IllegalArgumentException("traceparent: not of its form (expected: W3C, level 1)");
    }
  }
}
