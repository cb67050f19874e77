package io.sugang.contract.message;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import java.time.Instant;
import java.util.Optional;

/** A student asks for a seat in a section, and keeps what she has. */
public record EnrollRequested(
    SectionId section,
    RequestNumber number,
    StudentId student,
    Instant acceptedAt,
    String traceparent)
    implements SeatRequested {

  /** The logical, versioned name on the wire. */
  public static final String WIRE_NAME = "enroll.requested.v1";

  public EnrollRequested {
    LineRequest.check(section, number, student, acceptedAt, traceparent);
  }

  @Override
  public Optional<Source> gives() {
    return Optional.empty();
  }
}
