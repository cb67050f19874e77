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

  public EnrollRequested {
    requireNonNull(section, "section: missing");
    requireNonNull(number, "number: missing");
    requireNonNull(student, "student: missing");
    requireNonNull(acceptedAt, "acceptedAt: missing");
    requireNonNull(traceparent, "traceparent: missing");
  }
}
