package io.sugang.contract.line;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.message.DropRequested;
import io.sugang.contract.message.EnrollRequested;
import io.sugang.contract.message.LineRequest;
import io.sugang.contract.message.SwapRequested;
import java.time.Instant;

/** An undecided request as the hash {@link LineKeys#requests()} keeps it, under its number. */
public final class LineEntry {

  private static final int ENROLL_PARTS = 3;
  private static final int DROP_PARTS = 4;

  private LineEntry() {}

  /** Writes it as the scripts do. */
  public static String write(LineRequest request) {
    String entry =
        request.student().value()
            + '|'
            + request.acceptedAt().toEpochMilli()
            + '|'
            + request.traceparent();
    return entry
        + switch (request) {
          case EnrollRequested _ -> "";
          case SwapRequested swap -> givenUp(swap);
          case DropRequested drop -> '|' + drop.releases().toString();
        };
  }

  /** The receipt of it that {@link LineKeys#live()} keeps. */
  public static String receipt(LineRequest request) {
    String receipt = request.number() + "|" + request.acceptedAt().toEpochMilli();
    return request instanceof SwapRequested swap ? receipt + givenUp(swap) : receipt;
  }

  private static String givenUp(SwapRequested swap) {
    return '|' + swap.releases().toString() + '|' + swap.source();
  }

  /** Reads what a script wrote. */
  public static LineRequest read(SectionId section, RequestNumber number, String entry) {
    String[] parts = entry.split("\\|", -1);
    var student = new StudentId(parts[0]);
    Instant acceptedAt = Instant.ofEpochMilli(Long.parseLong(parts[1]));
    if (parts.length == ENROLL_PARTS) {
      return new EnrollRequested(section, number, student, acceptedAt, parts[2]);
    }
    var releases = new RequestNumber(Long.parseLong(parts[3]));
    return parts.length == DROP_PARTS
        ? new DropRequested(section, number, student, releases, acceptedAt, parts[2])
        : new SwapRequested(
            section, number, student, new SectionId(parts[4]), releases, acceptedAt, parts[2]);
  }
}
