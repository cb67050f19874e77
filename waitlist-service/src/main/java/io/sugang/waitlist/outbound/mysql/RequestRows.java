package io.sugang.waitlist.outbound.mysql;

import io.sugang.contract.decision.LineDecision;
import io.sugang.contract.decision.Reason;
import io.sugang.contract.decision.RequestState;
import io.sugang.contract.decision.RequestType;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.message.LineRequest;
import io.sugang.waitlist.application.JournaledDecision;
import io.sugang.waitlist.application.decide.LineUpdate;
import io.sugang.waitlist.rule.Decided;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Rows of the journal, to and fro. */
final class RequestRows {

  private static final String COLUMNS =
      "section_id, number, student_id, type, releases, source_section_id, accepted_at, traceparent";

  /** Undecided requests of a section: its id, and how many. */
  static final String WAITING =
      "SELECT %s FROM request WHERE state = '%s' AND section_id = ? ORDER BY number LIMIT ?"
          .formatted(COLUMNS, RequestState.WAITING);

  /** Requests of a section with their decisions, if they have one. */
  static final String WITH_DECISION =
      "SELECT %s, state, reason, facts, decided_at, changed_at FROM request WHERE section_id = ?"
          .formatted(COLUMNS);

  /** For {@link #WITH_DECISION}: the decided ones. */
  static final String AND_DECIDED = " AND state <> '%s'".formatted(RequestState.WAITING);

  static final String INSERT =
      "INSERT INTO request (%s, state, reason, facts, decided_at, rules_version)"
          .formatted(COLUMNS);

  /** Whether a row that is there asks the same as the one that was to be inserted. */
  private static final String ASKS_THE_SAME =
      "student_id = VALUES(student_id) AND type = VALUES(type) AND releases <=> VALUES(releases)"
          + " AND source_section_id <=> VALUES(source_section_id)";

  /** No state: the table's rules refuse it. */
  private static final String BROKEN = "'number-clash'";

  /** A row stays as it is; but one that asks something else breaks the table's rules. */
  static final String UNLESS_JOURNALED =
      " ON DUPLICATE KEY UPDATE state = IF(" + ASKS_THE_SAME + ", state, " + BROKEN + ")";

  /**
   * A row is decided; but one that is decided already, or asks something else, breaks the table's
   * rules.
   */
  static final String OR_DECIDE =
      " ON DUPLICATE KEY UPDATE state = IF(state = '"
          + RequestState.WAITING
          + "' AND "
          + ASKS_THE_SAME
          + ", VALUES(state), "
          + BROKEN
          + "), reason = VALUES(reason), facts = VALUES(facts), decided_at = VALUES(decided_at), rules_version = VALUES(rules_version)";

  /** Requests of a section, without decisions. */
  static final String ASKED = "SELECT %s FROM request WHERE section_id = ?".formatted(COLUMNS);

  /** Undecided requests of several sections: a comparison behind the column. */
  static String waitingIn(String sections) {
    return "SELECT %s FROM request WHERE state = '%s' AND section_id%s ORDER BY section_id, number"
        .formatted(COLUMNS, RequestState.WAITING, sections);
  }

  /** Makes a quarantined request undecided: when, its section, number and student. */
  static final String REOPEN =
      """
      UPDATE request
      SET state = '%s', reason = NULL, facts = NULL, decided_at = NULL, rules_version = NULL, changed_at = NULL,
        reopened_at = ?
      WHERE section_id = ? AND number = ? AND student_id = ? AND state = '%s'\
      """
          .formatted(RequestState.WAITING, RequestState.QUARANTINED);

  /** Another request for a seat that counts: its student, section, and which it must not be. */
  static final String LIVE =
      """
      SELECT number FROM request
      WHERE student_id = ? AND section_id = ? AND number <> ? AND type <> '%s' AND state IN ('%s', '%s', '%s')
      ORDER BY number LIMIT 1\
      """
          .formatted(
              RequestType.DROP,
              RequestState.WAITING,
              RequestState.ADMITTED,
              RequestState.WAITLISTED);

  /** A decided drop: of which student, in which section, of which request. */
  static final String DROPPED =
      """
      SELECT 1 FROM request
      WHERE student_id = ? AND section_id = ? AND releases = ? AND type = '%s' AND state IN ('%s', '%s') LIMIT 1\
      """
          .formatted(RequestType.DROP, RequestState.DONE, RequestState.REFUSED);

  static final String KEEP_CLASH =
      """
      INSERT INTO number_clash (%s, since)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE since = since\
      """
          .formatted(COLUMNS);

  private RequestRows() {}

  /** An undecided request. */
  static Object[] waiting(LineRequest request) {
    return values(request, RequestState.WAITING.wireName(), null, null, null, null);
  }

  private static Object[] values(
      LineRequest request,
      String state,
      String reason,
      String facts,
      LocalDateTime decidedAt,
      Integer rulesVersion) {
    return new Object[] {
      request.section().value(),
      request.number().value(),
      request.student().value(),
      RequestType.of(request).wireName(),
      JournaledDecision.releasedBy(request).map(RequestNumber::value).orElse(null),
      JournaledDecision.sourceOf(request).map(SectionId::value).orElse(null),
      Sql.utc(request.acceptedAt()),
      request.traceparent(),
      state,
      reason,
      facts,
      decidedAt,
      rulesVersion
    };
  }

  static Object[] clash(LineRequest request, Instant now) {
    Object[] values = Arrays.copyOf(values(request, null, null, null, null, null), 9);
    values[8] = Sql.utc(now);
    return values;
  }

  /**
   * A decided request.
   *
   * @param rulesVersion of the term's rules that were looked at, or {@code null}
   */
  static Object[] values(Decided decided, LocalDateTime at, Integer rulesVersion) {
    JournaledDecision decision = JournaledDecision.of(decided.decision());
    return values(
        decided.request(),
        decision.state().wireName(),
        decision.reason().map(Reason::wireName).orElse(null),
        decision.facts().isEmpty() ? null : LineDecision.factsToJson(decision.facts()),
        at,
        rulesVersion);
  }

  static LineRequest request(Row row) {
    return RequestType.of(row.getString("type"))
        .request(
            new SectionId(row.getString("section_id")),
            new RequestNumber(row.getLong("number")),
            new StudentId(row.getString("student_id")),
            row.getLong("releases"),
            row.getString("source_section_id"),
            Sql.instant(row.getLocalDateTime("accepted_at")),
            row.getString("traceparent"));
  }

  static List<LineRequest> requests(RowSet<Row> rows) {
    var requests = new ArrayList<LineRequest>(rows.size());
    rows.forEach(row -> requests.add(request(row)));
    return requests;
  }

  /**
   * What the line must show of a decided row.
   *
   * @param version of the section as the row was read
   */
  static LineUpdate update(Row row, long version) {
    LineRequest request = request(row);
    return LineUpdate.of(
        request,
        new LineDecision(
            version,
            request.student(),
            JournaledDecision.releasedBy(request),
            JournaledDecision.sourceOf(request),
            RequestState.of(row.getString("state")),
            Optional.ofNullable(row.getString("reason")).map(Reason::of),
            LineDecision.factsFromJson(row.getString("facts")),
            request.acceptedAt(),
            Sql.instant(row.getLocalDateTime("decided_at")),
            Optional.ofNullable(row.getLocalDateTime("changed_at")).map(Sql::instant)));
  }
}
