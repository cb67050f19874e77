package io.sugang.waitlist.outbound.mysql;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.line.ToldDecision;
import io.sugang.contract.message.DropRequested;
import io.sugang.contract.message.EnrollRequested;
import io.sugang.contract.message.LineRequest;
import io.sugang.waitlist.application.DecisionText;
import io.sugang.waitlist.application.Settlement;
import io.sugang.waitlist.domain.Decided;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Rows of the journal, to and fro. */
final class RequestRows {

  static final String PENDING =
      """
      SELECT section_id, number, student_id, type, receipt, accepted_at, traceparent FROM request
      WHERE state = 'pending' AND section_id = ? ORDER BY number LIMIT ?\
      """;

  static final String WITH_DECISION =
      """
      SELECT section_id, number, student_id, type, receipt, accepted_at, traceparent,
        state, reason, facts, decided_at, changed_at
      FROM request WHERE section_id = ?\
      """;

  static final String INSERT =
      """
      INSERT INTO request (section_id, number, student_id, type, receipt, accepted_at, traceparent,
        state, reason, facts, decided_at)\
      """;

  /** Whether a row that is there asks the same as the one that was to be inserted. */
  private static final String ASKS_THE_SAME =
      "student_id = VALUES(student_id) AND type = VALUES(type) AND receipt <=> VALUES(receipt)";

  /** A row stays as it is; but one that asks something else breaks the table's rules. */
  static final String UNLESS_JOURNALED =
      " ON DUPLICATE KEY UPDATE state = IF(" + ASKS_THE_SAME + ", state, 'number-clash')";

  /** A row is decided; but one that asks something else breaks the table's rules. */
  static final String OR_DECIDE =
      " ON DUPLICATE KEY UPDATE state = IF("
          + ASKS_THE_SAME
          + ", VALUES(state), 'number-clash'), reason = VALUES(reason), facts = VALUES(facts),"
          + " decided_at = VALUES(decided_at)";

  static final String ASKED =
      """
      SELECT section_id, number, student_id, type, receipt, accepted_at, traceparent FROM request
      WHERE section_id = ?\
      """;

  static final String KEEP_CLASH =
      """
      INSERT INTO number_clash (section_id, number, student_id, type, receipt, accepted_at, traceparent, since)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE since = since\
      """;

  private static final String ENROLL = "enroll";
  private static final String DROP = "drop";

  private RequestRows() {}

  static Object[] values(
      LineRequest request, String state, String reason, String facts, LocalDateTime decidedAt) {
    String type =
        switch (request) {
          case EnrollRequested _ -> ENROLL;
          case DropRequested _ -> DROP;
        };
    OptionalLong receipt = DecisionText.receiptOf(request);
    return new Object[] {
      request.section().value(),
      request.number().value(),
      request.student().value(),
      type,
      receipt.isPresent() ? receipt.getAsLong() : null,
      Sql.utc(request.acceptedAt()),
      request.traceparent(),
      state,
      reason,
      facts,
      decidedAt
    };
  }

  static Object[] clash(LineRequest request, Instant now) {
    Object[] values = Arrays.copyOf(values(request, null, null, null, null), 8);
    values[7] = Sql.utc(now);
    return values;
  }

  static Object[] values(Decided decided, LocalDateTime at) {
    DecisionText text = DecisionText.of(decided);
    return values(
        decided.request(),
        text.state(),
        text.reason(),
        text.facts().isEmpty() ? null : ToldDecision.factsToJson(text.facts()),
        at);
  }

  static LineRequest request(Row row) {
    var section = new SectionId(row.getString("section_id"));
    var number = new RequestNumber(row.getLong("number"));
    var student = new StudentId(row.getString("student_id"));
    Instant acceptedAt = Sql.instant(row.getLocalDateTime("accepted_at"));
    String traceparent = row.getString("traceparent");
    return row.getString("type").equals(DROP)
        ? new DropRequested(
            section,
            number,
            student,
            new RequestNumber(row.getLong("receipt")),
            acceptedAt,
            traceparent)
        : new EnrollRequested(section, number, student, acceptedAt, traceparent);
  }

  static List<LineRequest> requests(RowSet<Row> rows) {
    var requests = new ArrayList<LineRequest>(rows.size());
    rows.forEach(row -> requests.add(request(row)));
    return requests;
  }

  /**
   * What the line must know of a decided row.
   *
   * @param version of the section as the row was read
   */
  static Settlement settlement(Row row, long version) {
    LineRequest request = request(row);
    return Settlement.of(
        request,
        new ToldDecision(
            version,
            request.student(),
            DecisionText.receiptOf(request),
            row.getString("state"),
            row.getString("reason"),
            ToldDecision.factsFromJson(row.getString("facts")),
            request.acceptedAt(),
            Sql.instant(row.getLocalDateTime("decided_at")),
            Optional.ofNullable(row.getLocalDateTime("changed_at")).map(Sql::instant)));
  }
}
