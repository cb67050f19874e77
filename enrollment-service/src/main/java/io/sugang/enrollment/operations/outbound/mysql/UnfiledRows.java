package io.sugang.enrollment.operations.outbound.mysql;

import static io.sugang.enrollment.operations.outbound.mysql.Statements.instant;

import io.sugang.contract.decision.DeadLetter;
import io.sugang.contract.decision.DeadLetterCause;
import io.sugang.contract.decision.RequestState;
import io.sugang.contract.decision.RequestType;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.message.DropRequested;
import io.sugang.contract.message.EnrollRequested;
import io.sugang.contract.message.LineRequest;
import io.sugang.contract.message.MailState;
import io.sugang.contract.message.MailsDue;
import io.sugang.contract.message.RequestsAccepted;
import io.sugang.contract.message.WireFormat;
import io.sugang.contract.queue.Queue;
import io.sugang.enrollment.operations.domain.DeadLetterState;
import io.sugang.enrollment.operations.domain.FoundLetter;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What failed and has no open row, as the letters that tell of it. A worker may die, or find SQS
 * silent, between the commit that quarantines a request and filing its letter; the journal has it
 * all the same. Mails that can't be sent are never filed.
 */
final class UnfiledRows {

  private static final int TOGETHER = 500;

  private static final String NOT_RECORDED =
      """
      NOT EXISTS (SELECT 1 FROM dead_letter d WHERE d.queue = '%s' AND d.section_id = %s.section_id
        AND d.number = %s.number AND %s AND (d.state = '%s' OR d.since >= %s))\
      """;

  static final String REQUESTS =
      "(%s) UNION ALL (%s)"
          .formatted(
              ofRequests("r.decided_at", "r.state = '%s'".formatted(RequestState.QUARANTINED)),
              ofRequests(
                  "r.changed_at",
                  "r.state = '%s' AND r.reason = '%s'"
                      .formatted(RequestState.WAITLISTED, DeadLetterCause.PROMOTION_FAILED)));

  static final String MAILS =
      """
      SELECT m.id, m.section_id, m.number, m.attempts, m.since AS failed_at, m.failure
      FROM mail m WHERE m.state = '%s' AND %s ORDER BY m.id LIMIT %d\
      """
          .formatted(
              MailState.FAILED,
              NOT_RECORDED.formatted(
                  Queue.NOTIFICATIONS.queueName(),
                  "m",
                  "m",
                  "d.body_hash = CONVERT(SHA2(CONCAT('{\"type\":\"%s\",\"mails\":[', m.id, ']}'), 256) USING ascii) COLLATE ascii_bin"
                      .formatted(MailsDue.WIRE_NAME),
                  DeadLetterState.OPEN,
                  "m.since"),
              TOGETHER);

  private UnfiledRows() {}

  private static String ofRequests(String failedAt, String which) {
    return """
        SELECT r.section_id, r.number, r.student_id, r.type, r.releases, r.accepted_at, r.traceparent, r.reason,
          %1$s AS failed_at
        FROM request r WHERE %2$s AND %3$s LIMIT %4$d\
        """
        .formatted(
            failedAt,
            which,
            NOT_RECORDED.formatted(
                Queue.REQUESTS.queueName(),
                "r",
                "r",
                "d.student_id = r.student_id",
                DeadLetterState.OPEN,
                failedAt),
            TOGETHER);
  }

  static FoundLetter request(Row row) {
    LineRequest request = lineRequest(row);
    Instant failedAt = instant(row, "failed_at");
    return new FoundLetter(
        Queue.REQUESTS,
        WireFormat.write(new RequestsAccepted(List.of(request))),
        DeadLetter.ofRequest(
                request, Optional.empty(), DeadLetterCause.of(row.getString("reason")), 1, failedAt)
            .attributes(),
        failedAt);
  }

  private static LineRequest lineRequest(Row row) {
    var section = new SectionId(row.getString("section_id"));
    var number = new RequestNumber(row.getLong("number"));
    var student = new StudentId(row.getString("student_id"));
    Instant acceptedAt = instant(row, "accepted_at");
    String traceparent = row.getString("traceparent");
    return RequestType.of(row.getString("type")) == RequestType.DROP
        ? new DropRequested(
            section,
            number,
            student,
            new RequestNumber(row.getLong("releases")),
            acceptedAt,
            traceparent)
        : new EnrollRequested(section, number, student, acceptedAt, traceparent);
  }

  static FoundLetter mail(Row row) {
    Instant failedAt = instant(row, "failed_at");
    String failure = row.getString("failure");
    return new FoundLetter(
        Queue.NOTIFICATIONS,
        WireFormat.write(new MailsDue(List.of(row.getLong("id")))),
        new DeadLetter(
                Optional.of(Queue.NOTIFICATIONS),
                DeadLetterCause.MAIL_FAILED,
                failure == null ? "" : failure,
                Optional.of(new SectionId(row.getString("section_id"))),
                Optional.of(new RequestNumber(row.getLong("number"))),
                Math.max(1, row.getInteger("attempts")),
                failedAt,
                Optional.empty())
            .attributes(),
        failedAt);
  }
}
