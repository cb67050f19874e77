package io.sugang.waitlist.outbound.mysql;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.line.ToldDecision;
import io.sugang.contract.message.EnrollRequested;
import io.sugang.contract.message.LineRequest;
import io.sugang.waitlist.application.Settlement;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;

/** Rows of the journal, to and fro. */
final class RequestRows {

  static final String PENDING =
      """
      SELECT section_id, number, student_id, accepted_at, traceparent FROM request
      WHERE state = 'pending' AND section_id = ? ORDER BY number LIMIT ?\
      """;

  /** A receipt is live as long as its seat is held. */
  static final String WITH_DECISION =
      """
      SELECT r.section_id, r.number, r.student_id, r.accepted_at, r.traceparent,
        r.state, r.reason, r.facts, r.decided_at, e.number AS seat
      FROM request r LEFT JOIN enrollment e ON e.section_id = r.section_id AND e.number = r.number
      WHERE r.section_id = ?\
      """;

  static final String INSERT =
      """
      INSERT INTO request
        (section_id, number, student_id, type, accepted_at, traceparent, state, reason, facts, decided_at)\
      """;

  private RequestRows() {}

  static Object[] values(
      LineRequest request, String state, String reason, String facts, Object decidedAt) {
    String type =
        switch (request) {
          case EnrollRequested _ -> "enroll";
        };
    return new Object[] {
      request.section().value(),
      request.number().value(),
      request.student().value(),
      type,
      Sql.utc(request.acceptedAt()),
      request.traceparent(),
      state,
      reason,
      facts,
      decidedAt
    };
  }

  static LineRequest request(Row row) {
    return new EnrollRequested(
        new SectionId(row.getString("section_id")),
        new RequestNumber(row.getLong("number")),
        new StudentId(row.getString("student_id")),
        Sql.instant(row.getLocalDateTime("accepted_at")),
        row.getString("traceparent"));
  }

  static List<LineRequest> requests(RowSet<Row> rows) {
    var requests = new ArrayList<LineRequest>(rows.size());
    rows.forEach(row -> requests.add(request(row)));
    return requests;
  }

  static Settlement settlement(Row row) {
    return new Settlement(
        new RequestNumber(row.getLong("number")),
        new StudentId(row.getString("student_id")),
        row.getLong("seat") != null,
        new ToldDecision(
            row.getString("state"),
            row.getString("reason"),
            ToldDecision.factsFromJson(row.getString("facts")),
            Sql.instant(row.getLocalDateTime("accepted_at")),
            Sql.instant(row.getLocalDateTime("decided_at"))));
  }
}
