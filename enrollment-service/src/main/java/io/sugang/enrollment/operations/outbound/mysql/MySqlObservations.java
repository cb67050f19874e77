package io.sugang.enrollment.operations.outbound.mysql;

import static io.sugang.enrollment.database.Statements.instant;

import io.sugang.contract.decision.RequestState;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.message.MailState;
import io.sugang.contract.message.Traceparent;
import io.sugang.enrollment.database.Statements;
import io.sugang.enrollment.operations.application.Observations;
import io.sugang.enrollment.operations.domain.Backlog;
import io.sugang.enrollment.operations.domain.DeadLetterState;
import io.sugang.enrollment.operations.domain.RequestStory;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the reader endpoint tells operators. */
@ApplicationScoped
class MySqlObservations implements Observations {

  private static final String UNDECIDED =
      """
      SELECT section_id, COUNT(*) AS undecided, MIN(accepted_at) AS oldest FROM request WHERE state = '%s'
      GROUP BY section_id ORDER BY oldest\
      """
          .formatted(RequestState.WAITING);

  private static final int MOST_SECTIONS = 50;

  private static final String MAILS =
      """
      SELECT state, COUNT(*) AS count FROM mail WHERE state IN ('%s', '%s', '%s', '%s') GROUP BY state
      UNION ALL SELECT 'unexpanded', COALESCE(SUM(JSON_LENGTH(members)), 0) FROM mail_batch\
      """
          .formatted(MailState.PENDING, MailState.QUEUED, MailState.SENDING, MailState.FAILED);

  private static final String OF_NUMBER =
      stories("r.section_id = ? AND r.number = ?", "c.section_id = ? AND c.number = ?");

  private static final String OF_STUDENT = stories("r.student_id = ?", "c.student_id = ?");

  private static final String MAILS_OF_NUMBER =
      """
      SELECT kind, state, since, attempts, ses_message_id, failure FROM mail WHERE section_id = ? AND number = ?
      UNION ALL
      SELECT m.kind, '%s', b.since, 0, NULL, NULL FROM mail_batch b,
        JSON_TABLE(b.members, '$[*]' COLUMNS (number BIGINT PATH '$.number', kind VARCHAR(16) PATH '$.kind')) m
      WHERE b.section_id = ? AND m.number = ?
      ORDER BY since\
      """
          .formatted(MailState.PENDING);

  private final Statements statements;

  MySqlObservations(Statements statements) {
    this.statements = statements;
  }

  @Override
  public Waiting waiting() {
    Row row =
        statements
            .read(
                """
                SELECT COUNT(*) AS undecided, MIN(accepted_at) AS oldest,
                  (SELECT MIN(since) FROM dead_letter WHERE state = '%s') AS letter
                FROM request WHERE state = '%s'\
                """
                    .formatted(DeadLetterState.OPEN, RequestState.WAITING))
            .iterator()
            .next();
    return new Waiting(
        row.getLong("undecided"),
        Optional.ofNullable(instant(row, "oldest")),
        Optional.ofNullable(instant(row, "letter")));
  }

  @Override
  public Backlog backlog() {
    long undecided = 0;
    Instant oldest = null;
    var sections = new ArrayList<Backlog.InSection>();
    for (Row row : statements.read(UNDECIDED)) {
      var inSection =
          new Backlog.InSection(
              row.getString("section_id"), row.getLong("undecided"), instant(row, "oldest"));
      undecided += inSection.undecided();
      oldest = oldest == null ? inSection.oldest() : oldest;
      if (sections.size() < MOST_SECTIONS) {
        sections.add(inSection);
      }
    }
    Row epoch =
        statements.read("SELECT epoch, raised_at FROM line_epoch WHERE id = 1").iterator().next();
    return new Backlog(
        undecided, oldest, sections, mails(), epoch.getLong(0), instant(epoch, "raised_at"));
  }

  /** What decisions left and nobody has made rows of yet is pending, too. */
  private Map<String, Long> mails() {
    Map<String, Long> mails = new TreeMap<>();
    for (MailState state :
        List.of(MailState.PENDING, MailState.QUEUED, MailState.SENDING, MailState.FAILED)) {
      mails.put(state.toString(), 0L);
    }
    statements
        .read(MAILS)
        .forEach(
            row -> {
              String state = row.getString("state");
              mails.merge(
                  mails.containsKey(state) ? state : MailState.PENDING.toString(),
                  row.getLong("count"),
                  Long::sum);
            });
    return mails;
  }

  @Override
  public Optional<RequestStory> story(SectionId section, RequestNumber number) {
    return read(OF_NUMBER, section.value(), number.value(), section.value(), number.value())
        .stream()
        .findFirst();
  }

  @Override
  public List<RequestStory> stories(StudentId student) {
    return read(OF_STUDENT, student.value(), student.value());
  }

  private static String stories(String ofRequests, String ofClashes) {
    return """
        SELECT r.section_id, r.number, r.student_id, r.type, r.releases, r.source_section_id, r.accepted_at, r.state, r.reason, r.facts,
          r.decided_at, r.changed_at, r.rules_version, r.reopened_at, r.traceparent, NULL AS new_number,
          e.enrolled_at, w.since AS waitlisted_at, w.skipped, u.version AS unshown
        FROM request r
        LEFT JOIN enrollment e ON e.section_id = r.section_id AND e.number = r.number
        LEFT JOIN waitlist_entry w ON w.section_id = r.section_id AND w.number = r.number
        LEFT JOIN pending_line_update u ON u.section_id = r.section_id AND u.number = r.number
        WHERE %s
        UNION ALL
        SELECT c.section_id, c.number, c.student_id, c.type, c.releases, c.source_section_id, c.accepted_at, 'number-clash', NULL, NULL,
          NULL, NULL, NULL, NULL, c.traceparent, c.new_number, NULL, NULL, NULL, NULL
        FROM number_clash c WHERE %s
        ORDER BY accepted_at DESC LIMIT 50\
        """
        .formatted(ofRequests, ofClashes);
  }

  private List<RequestStory> read(String sql, Object... values) {
    var stories = new ArrayList<RequestStory>();
    statements.read(sql, values).forEach(row -> stories.add(story(row)));
    return stories;
  }

  private RequestStory story(Row row) {
    String section = row.getString("section_id");
    long number = row.getLong("number");
    return new RequestStory(
        section,
        number,
        row.getString("student_id"),
        row.getString("type"),
        row.getLong("releases"),
        row.getString("source_section_id"),
        instant(row, "accepted_at"),
        row.getString("state"),
        row.getString("reason"),
        row.getString("facts"),
        instant(row, "decided_at"),
        instant(row, "changed_at"),
        row.getInteger("rules_version"),
        instant(row, "reopened_at"),
        Traceparent.traceId(row.getString("traceparent")),
        row.getLong("new_number"),
        instant(row, "enrolled_at"),
        instant(row, "waitlisted_at"),
        row.getString("skipped"),
        row.getLong("unshown") == null,
        mails(section, number),
        letters(section, number));
  }

  private List<RequestStory.Mail> mails(String section, long number) {
    var mails = new ArrayList<RequestStory.Mail>();
    statements
        .read(MAILS_OF_NUMBER, section, number, section, number)
        .forEach(
            row ->
                mails.add(
                    new RequestStory.Mail(
                        row.getString("kind"),
                        row.getString("state"),
                        instant(row, "since"),
                        row.getInteger("attempts") == null ? 0 : row.getInteger("attempts"),
                        row.getString("ses_message_id"),
                        row.getString("failure"))));
    return mails;
  }

  private List<RequestStory.Letter> letters(String section, long number) {
    var letters = new ArrayList<RequestStory.Letter>();
    statements
        .read(
            "SELECT id, cause, state, first_seen, returns FROM dead_letter WHERE section_id = ? AND number = ? ORDER BY id",
            section,
            number)
        .forEach(
            row ->
                letters.add(
                    new RequestStory.Letter(
                        row.getLong("id"),
                        row.getString("cause"),
                        row.getString("state"),
                        instant(row, "first_seen"),
                        row.getInteger("returns"))));
    return letters;
  }
}
