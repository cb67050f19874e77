package io.sugang.contract.message;

import static java.util.Objects.requireNonNull;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import java.time.Instant;

/**
 * A student drops what an earlier request won or waits for: a seat, a place on the waitlist, or,
 * while it is undecided, its place in the line.
 *
 * @param releases number of that earlier request, so that a late repeat can't drop anything newer
 */
public record DropRequested(
    SectionId section,
    RequestNumber number,
    StudentId student,
    RequestNumber releases,
    Instant acceptedAt,
    String traceparent)
    implements LineRequest {

  /** The logical, versioned name on the wire. */
  public static final String WIRE_NAME = "drop.requested.v1";

  public DropRequested {
    LineRequest.check(section, number, student, acceptedAt, traceparent);
    requireNonNull(releases, "releases: missing");
    if (releases.compareTo(number) >= 0) {
      throw new IllegalArgumentException("releases: not below the drop's own number");
    }
  }
}
