package io.sugang.contract.message;

import static java.util.Objects.requireNonNull;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import java.time.Instant;

/**
 * A student lets go of what an earlier request won or waits for: a seat, a place on the waitlist,
 * or, while it is undecided, its place in the line.
 *
 * @param receipt number of that earlier request, so that a late repeat can't let go of anything
 *     newer
 */
public record DropRequested(
    SectionId section,
    RequestNumber number,
    StudentId student,
    RequestNumber receipt,
    Instant acceptedAt,
    String traceparent)
    implements LineRequest {

  /** The logical, versioned name on the wire. */
  public static final String WIRE_NAME = "drop.requested.v1";

  public DropRequested {
    LineRequest.check(section, number, student, acceptedAt, traceparent);
    requireNonNull(receipt, "receipt: missing");
    if (receipt.compareTo(number) >= 0) {
      throw new IllegalArgumentException("receipt: not below the drop's own number");
    }
  }
}
