package io.sugang.enrollment.operations.outbound.mysql;

import static io.sugang.enrollment.database.Statements.instant;

import io.sugang.contract.decision.DeadLetter;
import io.sugang.contract.decision.DeadLetterCause;
import io.sugang.contract.decision.RequestState;
import io.sugang.contract.decision.RequestType;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
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

  /** There is no row of this queue, section, number and cause that is open, or newer. */
  private static final String NOT_RECORDED =
      """
      NOT EXISTS (SELECT 1 FROM dead_letter d WHERE d.queue = '%1$s' AND d.section_id = %2$s.section_id
        AND d.number = %2$s.number AND %3$s AND d.cause = %4$s AND (d.state = '%5$s' OR d.since >= %6$s))\
      """;

  static final String REQUESTS =
      "(%s) UNION ALL (%s) UNION ALL (%s)"
          .formatted(
              ofRequests(
                  "request",
                  "r.decided_at",
                  "r.reason",
                  "r.state = '%s'".formatted(RequestState.QUARANTINED)),
              ofRequests(
                  "request",
                  "r.changed_at",
                  "r.reason",
                  "r.state = '%s' AND r.reason = '%s'"
                      .formatted(RequestState.WAITLISTED, DeadLetterCause.PROMOTION_FAILED)),
              ofRequests(
                  "number_clash",
                  "r.since",
                  "'%s'".formatted(DeadLetterCause.NUMBER_CLASH),
                  "r.new_number IS NULL"));

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
                  "d.body_hash = CONVERT(SHA2(CONCAT('{\"type\":\"%s\",\"mails\":[', m.id, ']}'), 256) USING ascii) COLLATE ascii_bin"
                      .formatted(MailsDue.WIRE_NAME),
                  "'%s'".formatted(DeadLetterCause.MAIL_FAILED),
                  DeadLetterState.OPEN,
                  "m.since"),
              TOGETHER);

  private UnfiledRows() {}

  private static String ofRequests(String table, String failedAt, String reason, String which) {
    return """
        SELECT r.section_id, r.number, r.student_id, r.type, r.releases, r.source_section_id, r.accepted_at, r.traceparent,
          %1$s AS reason, %2$s AS failed_at
        FROM %3$s r WHERE %4$s AND %5$s LIMIT %6$d\
        """
        .formatted(
            reason,
            failedAt,
            table,
            which,
            NOT_RECORDED.formatted(
                Queue.REQUESTS.queueName(),
                "r",
                "d.student_id = r.student_id",
                reason,
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
    return RequestType.of(row.getString("type"))
        .request(
            new SectionId(row.getString("section_id")),
            new RequestNumber(row.getLong("number")),
            new StudentId(row.getString("student_id")),
            row.getLong("releases"),
            row.getString("source_section_id"),
            instant(row, "accepted_at"),
            row.getString("traceparent"));
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
