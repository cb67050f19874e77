package io.sugang.contract.line;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.message.DropRequested;
import io.sugang.contract.message.EnrollRequested;
import io.sugang.contract.message.LineRequest;
import java.time.Instant;

/** An undecided request as the hash {@link LineKeys#requests()} keeps it, under its number. */
public final class LineEntry {

  private static final int ENROLL_PARTS = 3;

  private LineEntry() {}

  /** Writes it as the scripts do. */
  public static String write(LineRequest request) {
    String entry =
        request.student().value()
            + '|'
            + request.acceptedAt().toEpochMilli()
            + '|'
            + request.traceparent();
    return switch (request) {
      case EnrollRequested _ -> entry;
      case DropRequested drop -> entry + '|' + drop.releases();
    };
  }

  /** Reads what a script wrote. */
  public static LineRequest read(SectionId section, RequestNumber number, String entry) {
    String[] parts = entry.split("\\|", -1);
    var student = new StudentId(parts[0]);
    Instant acceptedAt = Instant.ofEpochMilli(Long.parseLong(parts[1]));
    return parts.length == ENROLL_PARTS
        ? new EnrollRequested(section, number, student, acceptedAt, parts[2])
        : new DropRequested(
            section,
            number,
            student,
            new RequestNumber(Long.parseLong(parts[3])),
            acceptedAt,
            parts[2]);
  }
}
