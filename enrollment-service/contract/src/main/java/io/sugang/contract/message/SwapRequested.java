package io.sugang.contract.message;

import static java.util.Objects.requireNonNull;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import java.time.Instant;
import java.util.Optional;

/**
 * A student asks for a seat, and gives up another one for it: not before it is won.
 *
 * @param source the section of the seat that is given up; another one than {@code section}
 * @param releases number of the request that won that seat
 */
public record SwapRequested(
    SectionId section,
    RequestNumber number,
    StudentId student,
    SectionId source,
    RequestNumber releases,
    Instant acceptedAt,
    String traceparent)
    implements SeatRequested {

  /** The logical, versioned name on the wire. */
  public static final String WIRE_NAME = "swap.requested.v1";

  public SwapRequested {
    LineRequest.check(section, number, student, acceptedAt, traceparent);
    requireNonNull(source, "source: missing");
    requireNonNull(releases, "releases: missing");
    if (source.equals(section)) {
      throw new IllegalArgumentException("source: the section itself");
    }
  }

  @Override
  public Optional<Source> gives() {
    return Optional.of(new Source(source, releases));
  }
}
