package io.sugang.enrollment.operations.outbound.mysql;

import static io.sugang.enrollment.database.Statements.instant;
import static io.sugang.enrollment.database.Statements.utc;

import io.sugang.contract.decision.DeadLetterCause;
import io.sugang.contract.decision.RequestState;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.message.LineRequest;
import io.sugang.contract.message.MailState;
import io.sugang.contract.queue.Queue;
import io.sugang.enrollment.database.Statements;
import io.sugang.enrollment.operations.application.DeadLetterRecorder;
import io.sugang.enrollment.operations.domain.DeadLetterState;
import io.sugang.enrollment.operations.domain.FoundLetter;
import io.sugang.waitlist.facts.InList;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the table {@code dead_letter} on the writer; what it compares with is read elsewhere. */
@ApplicationScoped
class MySqlDeadLetterRecorder implements DeadLetterRecorder {

  /** Letters that are taken together, at most. */
  private static final int TOGETHER = 1000;

  private static final String INSERT =
      """
      INSERT INTO dead_letter (queue, body_hash, body, attributes, cause, detail, section_id, number, student_id,
        trace, attempts, first_seen, sent_at, last_seen, state, since)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '%s', ?)
      ON DUPLICATE KEY UPDATE\
      """
          .formatted(DeadLetterState.OPEN);

  /** The message is newer than that which was found before. */
  private static final String NEWER =
      "VALUES(sent_at) > COALESCE(sent_at, TIMESTAMP '1970-01-01 00:00:00')";

  /**
   * A newer message is back, but for the first of a row that was open without one; it is back, too,
   * if it was sent after its row left that state. Whoever left the queue and is found there again
   * had not left it. The assignments are carried out in this order.
   */
  private static final String FOUND =
      INSERT
          + """
             attributes = IF(%3$s OR last_seen IS NOT NULL AND VALUES(sent_at) = sent_at, VALUES(attributes), attributes),
            cause = IF(%3$s OR last_seen IS NOT NULL AND VALUES(sent_at) = sent_at, VALUES(cause), cause),
            detail = IF(%3$s OR last_seen IS NOT NULL AND VALUES(sent_at) = sent_at, VALUES(detail), detail),
            attempts = IF(%3$s OR last_seen IS NOT NULL AND VALUES(sent_at) = sent_at, VALUES(attempts), attempts),
            returns = returns + IF(IF(state = '%1$s', VALUES(sent_at) > sent_at AND last_seen IS NOT NULL,
              VALUES(sent_at) > COALESCE(sent_at, since)), 1, 0),
            last_seen = IF(last_seen IS NULL AND NOT %3$s, NULL, VALUES(last_seen)),
            first_seen = LEAST(first_seen, VALUES(first_seen)),
            state = IF(VALUES(sent_at) > COALESCE(sent_at, since) OR state = '%2$s', '%1$s', state),
            since = IF(state = '%1$s' AND (VALUES(sent_at) > COALESCE(sent_at, since)), VALUES(since), since),
            sent_at = GREATEST(COALESCE(sent_at, VALUES(sent_at)), VALUES(sent_at))\
          """
              .formatted(DeadLetterState.OPEN, DeadLetterState.MOVED, NEWER);

  /** What failed after its row was done with, or sent, or for another reason, is open again. */
  private static final String MISSED =
      INSERT
          + """
             returns = returns + IF(state <> '%1$s' AND %2$s, 1, 0),
            last_seen = IF(%2$s, NULL, last_seen),
            attributes = IF(%2$s, VALUES(attributes), attributes),
            section_id = IF(%2$s, VALUES(section_id), section_id),
            number = IF(%2$s, VALUES(number), number),
            student_id = IF(%2$s, VALUES(student_id), student_id),
            detail = IF(%2$s, VALUES(detail), detail),
            state = IF(%2$s, '%1$s', state),
            cause = IF(%2$s, VALUES(cause), cause),
            since = GREATEST(since, VALUES(since))\
          """
              .formatted(DeadLetterState.OPEN, "(VALUES(since) > since OR VALUES(cause) <> cause)");

  private static final String LEFT =
      "UPDATE dead_letter SET state = '%s', since = ? WHERE state = '%s' AND queue = ? AND last_seen < ?"
          .formatted(DeadLetterState.MOVED, DeadLetterState.OPEN);

  private static final String NOT_DONE =
      "d.state IN ('%s', '%s', '%s')"
          .formatted(DeadLetterState.OPEN, DeadLetterState.REPLAYING, DeadLetterState.MOVED);

  /**
   * Letters whose request is decided. Whose promotion failed is waitlisted with that reason, as
   * long as it is so. Read on the reader, and without locks: deciding must not wait for it.
   */
  private static final String DECIDED =
      """
      SELECT d.id, d.returns FROM dead_letter d %%s JOIN request r ON r.section_id = d.section_id AND r.number = d.number
      WHERE %s AND d.queue = '%s' AND d.cause <> '%s' AND r.student_id = d.student_id
        AND r.state NOT IN ('%s', '%s') AND (d.cause <> '%s' OR r.state <> '%s' OR COALESCE(r.reason, '') <> d.cause)
      LIMIT %d\
      """
          .formatted(
              NOT_DONE,
              Queue.REQUESTS.queueName(),
              DeadLetterCause.NUMBER_CLASH,
              RequestState.WAITING,
              RequestState.QUARANTINED,
              DeadLetterCause.PROMOTION_FAILED,
              RequestState.WAITLISTED,
              TOGETHER);

  /** Letters whose request has a new number. */
  private static final String RENUMBERED =
      """
      SELECT d.id, d.returns FROM dead_letter d %%s JOIN number_clash c
        ON c.section_id = d.section_id AND c.number = d.number AND c.student_id = d.student_id
      WHERE %s AND d.cause = '%s' AND c.new_number IS NOT NULL
      LIMIT %d\
      """
          .formatted(NOT_DONE, DeadLetterCause.NUMBER_CLASH, TOGETHER);

  /** For both: only those that a job sent. */
  private static final String SENT_BY =
      "JOIN letter_job_item i ON i.letter_id = d.id AND i.state = 'sent' AND i.job_id = ?";

  /** What came back since the reader told of it is not meant. */
  private static final String RESOLVE =
      "UPDATE dead_letter d SET state = '%s', since = ? WHERE %s AND id = ? AND returns = ?"
          .formatted(DeadLetterState.RESOLVED, NOT_DONE);

  private static final String UNNUMBERED =
      """
      SELECT id, queue, body, returns, cause FROM dead_letter
      WHERE state IN ('%s', '%s') AND (number IS NULL OR queue <> '%s') ORDER BY since DESC LIMIT 200\
      """
          .formatted(DeadLetterState.REPLAYING, DeadLetterState.MOVED, Queue.REQUESTS.queueName());

  private final Statements statements;

  MySqlDeadLetterRecorder(Statements statements) {
    this.statements = statements;
  }

  @Override
  public void found(List<FoundLetter> letters, Instant now) {
    statements.writeAll(
        FOUND, letters.stream().map(letter -> row(letter, letter.sentAt(), now, now)).toList());
  }

  @Override
  public void missed(List<FoundLetter> letters) {
    statements.writeAll(
        MISSED, letters.stream().map(letter -> row(letter, null, null, letter.sentAt())).toList());
  }

  private static Tuple row(FoundLetter letter, Instant sentAt, Instant lastSeen, Instant since) {
    FoundLetter.Description description = letter.describe();
    var attributes = new JsonObject();
    letter.attributes().forEach(attributes::put);
    return Tuple.from(
        Arrays.asList(
            letter.queue().queueName(),
            letter.bodyHash(),
            letter.body(),
            attributes.encode(),
            description.cause(),
            description.detail(),
            description.section().map(SectionId::value).orElse(null),
            description.number().map(RequestNumber::value).orElse(null),
            description.student().map(StudentId::value).orElse(null),
            description.trace().orElse(null),
            description.attempts().orElse(null),
            utc(description.firstSeen()),
            sentAt == null ? null : utc(sentAt),
            lastSeen == null ? null : utc(lastSeen),
            utc(since)));
  }

  @Override
  public Set<FoundLetter> needless(Queue queue, Collection<FoundLetter> letters) {
    if (letters.isEmpty()) {
      return Set.of();
    }
    List<String> hashes = letters.stream().map(FoundLetter::bodyHash).distinct().toList();
    Object[] values = Stream.concat(Stream.of(queue.queueName()), hashes.stream()).toArray();
    var sentAt = new HashMap<String, Instant>();
    var done = new HashSet<String>();
    statements
        .write(
            "SELECT body_hash, state IN ('%s', '%s') AS done, sent_at FROM dead_letter WHERE queue = ? AND body_hash IN (%s)"
                .formatted(
                    DeadLetterState.RESOLVED,
                    DeadLetterState.DISCARDED,
                    InList.placeholders(hashes.size())),
            values)
        .forEach(
            row -> {
              String hash = row.getString("body_hash");
              Instant sent = instant(row, "sent_at");
              sentAt.put(hash, sent == null ? Instant.EPOCH : sent);
              if (row.getInteger("done") == 1) {
                done.add(hash);
              }
            });
    return letters.stream()
        .filter(
            letter -> {
              String hash = letter.bodyHash();
              Instant newest = sentAt.getOrDefault(hash, Instant.EPOCH);
              return letter.sentAt().isBefore(newest)
                  || (done.contains(hash) && !letter.sentAt().isAfter(newest));
            })
        .collect(Collectors.toSet());
  }

  @Override
  public List<FoundLetter> unfiledRequests() {
    var unfiled = new ArrayList<FoundLetter>();
    statements.read(UnfiledRows.REQUESTS).forEach(row -> unfiled.add(UnfiledRows.request(row)));
    return unfiled;
  }

  @Override
  public List<FoundLetter> unfiledMails() {
    var unfiled = new ArrayList<FoundLetter>();
    statements.read(UnfiledRows.MAILS).forEach(row -> unfiled.add(UnfiledRows.mail(row)));
    return unfiled;
  }

  @Override
  public int left(Queue queue, Instant since, Instant now) {
    return statements.write(LEFT, utc(now), queue.queueName(), utc(since)).rowCount();
  }

  @Override
  public void resolve(Instant now) {
    resolve(now, statements.read(DECIDED.formatted("")));
    resolve(now, statements.read(RENUMBERED.formatted("")));
  }

  @Override
  public void resolveSentBy(long job, Instant now) {
    resolve(now, statements.read(DECIDED.formatted(SENT_BY), job));
    resolve(now, statements.read(RENUMBERED.formatted(SENT_BY), job));
  }

  private void resolve(Instant now, RowSet<Row> ids) {
    var resolved = new ArrayList<Tuple>();
    ids.forEach(row -> resolved.add(Tuple.of(utc(now), row.getLong(0), row.getInteger(1))));
    statements.writeAll(RESOLVE, resolved);
  }

  @Override
  public void resolved(Unnumbered letter, Instant now) {
    var unused = statements.write(RESOLVE, utc(now), letter.id(), letter.returns());
  }

  @Override
  public List<Unnumbered> unnumbered() {
    var letters = new ArrayList<Unnumbered>();
    statements
        .read(UNNUMBERED)
        .forEach(
            row ->
                letters.add(
                    new Unnumbered(
                        row.getLong("id"),
                        Queue.of(row.getString("queue")),
                        row.getString("body"),
                        row.getInteger("returns"),
                        row.getString("cause"))));
    return letters;
  }

  @Override
  public boolean areJournaled(List<LineRequest> requests) {
    Set<List<Object>> keys =
        requests.stream()
            .map(
                request ->
                    List.<Object>of(
                        request.section().value(),
                        request.number().value(),
                        request.student().value()))
            .collect(Collectors.toSet());
    String where =
        String.join(
            " OR ",
            Collections.nCopies(keys.size(), "(section_id = ? AND number = ? AND student_id = ?)"));
    Object[] values = keys.stream().flatMap(List::stream).toArray();
    return count("request WHERE " + where, values) + count("number_clash WHERE " + where, values)
        >= keys.size();
  }

  @Override
  public boolean areTried(List<Long> mails) {
    Set<Long> ids = Set.copyOf(mails);
    return count(
            "mail WHERE state IN ('%s', '%s') AND id IN (%s)"
                .formatted(MailState.SENT, MailState.FAILED, InList.placeholders(ids.size())),
            ids.toArray())
        == ids.size();
  }

  @Override
  public boolean isSent(long mail) {
    return count("mail WHERE state = '%s' AND id = ?".formatted(MailState.SENT), mail) > 0;
  }

  private long count(String rows, Object... values) {
    return statements.read("SELECT COUNT(*) FROM " + rows, values).iterator().next().getLong(0);
  }
}
