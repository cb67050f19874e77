package io.sugang.waitlist.outbound.mysql;

import io.smallrye.mutiny.Uni;
import io.sugang.contract.decision.LineDecision;
import io.sugang.contract.decision.RequestState;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.StudentId;
import io.sugang.waitlist.facts.InList;
import io.sugang.waitlist.rule.Holder;
import io.sugang.waitlist.rule.Notice;
import io.sugang.waitlist.rule.Outcome;
import io.sugang.waitlist.rule.Seat;
import io.sugang.waitlist.rule.Section;
import io.sugang.waitlist.rule.Skip;
import io.sugang.waitlist.rule.release.SeatRelease;
import io.sugang.waitlist.rule.student.RuleBook;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** The statements that write what became of a batch. */
final class OutcomeWrites {

  /** On waitlists of a course, or to give up a seat of a section. */
  private static final String ONLY_CONCERNED =
      """
       AND (EXISTS (SELECT 1 FROM section s WHERE s.id = w.section_id AND s.course_id = ?)
        OR EXISTS (SELECT 1 FROM request r
          WHERE r.section_id = w.section_id AND r.number = w.number AND r.source_section_id = ?))\
      """;

  private static final LocalDateTime AT_ONCE = Sql.utc(Instant.EPOCH);

  private final SqlConnection connection;
  private final Section section;
  private final Instant now;
  private final LocalDateTime at;
  private final Integer rulesVersion;
  private final RuleBook.Reach reach;
  private final SeatRelease release;

  /**
   * @param section as it stands then, with its next version
   * @param rulesVersion of the term's rules that were looked at, or {@code null}
   * @param reach whose places elsewhere they may concern
   * @param release when seats that are given back are released
   */
  OutcomeWrites(
      SqlConnection connection,
      Section section,
      Instant now,
      Integer rulesVersion,
      RuleBook.Reach reach,
      SeatRelease release) {
    this.connection = connection;
    this.section = section;
    this.now = now;
    this.at = Sql.utc(now);
    this.rulesVersion = rulesVersion;
    this.reach = reach;
    this.release = release;
  }

  /** What is to be written, in its order. */
  List<Uni<RowSet<Row>>> of(Outcome outcome) {
    String id = section.id().value();
    List<Uni<RowSet<Row>>> statements = new ArrayList<>();
    statements.add(
        Sql.query(
            connection,
            "UPDATE section SET taken = ?, waitlisted = ?, version = ? WHERE id = ?",
            section.taken(),
            section.waitlisted(),
            section.version(),
            id));
    // What is released goes first: the same student may take it again in the same batch.
    delete("enrollment", outcome.seatsFreed()).ifPresent(statements::add);
    outcome.givenUp().forEach(seat -> statements.addAll(giveUp(seat.seat())));
    outcome.heldBack().forEach(seat -> statements.add(releaseLater(seat, true)));
    delete("waitlist_entry", outcome.waitlistLeft()).ifPresent(statements::add);
    insert(
        statements,
        RequestRows.INSERT,
        RequestRows.OR_DECIDE,
        outcome.decided(),
        d -> RequestRows.values(d, at, rulesVersion));
    outcome.skipped().forEach(skip -> statements.addAll(skip(skip)));
    outcome.resumed().forEach(holder -> statements.addAll(resume(holder)));
    change(RequestState.ADMITTED, outcome.promoted()).ifPresent(statements::add);
    change(RequestState.DROPPED, outcome.dropped()).ifPresent(statements::add);
    statements.addAll(
        pendingLineUpdates(
            connection,
            section,
            Stream.of(
                    outcome.promoted(),
                    outcome.dropped(),
                    outcome.resumed(),
                    outcome.skipped().stream().map(Skip::holder).toList())
                .flatMap(List::stream)
                .map(Holder::wonBy)
                .distinct()
                .toList()));
    insert(
        statements,
        "INSERT INTO enrollment (section_id, student_id, course_id, term_id, number, enrolled_at, reserve_id)",
        "",
        outcome.seatsTaken(),
        seat ->
            new Object[] {
              id,
              seat.holder().student().value(),
              section.course(),
              section.term(),
              seat.holder().wonBy().value(),
              at,
              seat.pool()
            });
    insert(
        statements,
        "INSERT INTO waitlist_entry (section_id, number, student_id, since)",
        "",
        outcome.waitlistJoined(),
        holder -> new Object[] {id, holder.wonBy().value(), holder.student().value(), at});
    if (!outcome.notices().isEmpty()) {
      statements.add(
          Sql.query(
              connection,
              "INSERT INTO mail_batch (section_id, members, since) VALUES (?, ?, ?)",
              id,
              members(outcome.notices()),
              at));
    }
    Set<StudentId> moved = outcome.moved(reach == RuleBook.Reach.PLACES);
    // What is given up matters wherever it mattered, and that may be another course.
    reviewElsewhere(moved, outcome.givenUp().isEmpty() ? reach : RuleBook.Reach.SEATS)
        .ifPresent(statements::add);
    return statements;
  }

  /** The line does not show yet what became of these requests of the section. */
  static List<Uni<RowSet<Row>>> pendingLineUpdates(
      SqlConnection connection, Section section, List<RequestNumber> changed) {
    return Sql.insert(
        connection,
        "INSERT INTO pending_line_update (section_id, number, version)",
        " ON DUPLICATE KEY UPDATE version = VALUES(version)",
        changed.stream()
            .map(number -> new Object[] {section.id().value(), number.value(), section.version()})
            .toList());
  }

  /** Its own section, which is not locked, counts it as taken until a commit of its own. */
  private List<Uni<RowSet<Row>>> giveUp(Seat seat) {
    String from = seat.section().value();
    long number = seat.wonBy().value();
    return List.of(
        Sql.query(
            connection, "DELETE FROM enrollment WHERE section_id = ? AND number = ?", from, number),
        Sql.query(
            connection,
            "UPDATE request SET state = ?, reason = NULL, facts = ?, rules_version = ?, changed_at = ? WHERE section_id = ? AND number = ?",
            RequestState.DROPPED.wireName(),
            LineDecision.factsToJson(Map.of("swappedFor", section.id().value())),
            rulesVersion,
            at,
            from,
            number),
        releaseLater(seat, false));
  }

  /**
   * It counts as taken until then.
   *
   * @param isShown whether its section's line shows that it is given up
   */
  private Uni<RowSet<Row>> releaseLater(Seat seat, boolean isShown) {
    return Sql.query(
        connection,
        "INSERT INTO seat_release (section_id, number, reserve_id, due_at, is_shown) VALUES (?, ?, ?, ?, ?)",
        seat.section().value(),
        seat.wonBy().value(),
        seat.pool(),
        // At once, whatever the database's clock says.
        release.equals(SeatRelease.AT_ONCE)
            ? AT_ONCE
            : Sql.utc(release.dueAt(seat.section(), seat.wonBy(), now)),
        isShown);
  }

  private static String members(List<Notice> notices) {
    var members = new JsonArray();
    notices.forEach(
        notice ->
            members.add(
                new JsonObject()
                    .put("number", notice.number().value())
                    .put("student", notice.student().value())
                    .put("kind", notice.kind().wireName())));
    return members.encode();
  }

  private <T> void insert(
      List<Uni<RowSet<Row>>> statements,
      String insert,
      String onDuplicate,
      List<T> items,
      Function<T, Object[]> values) {
    statements.addAll(
        Sql.insert(connection, insert, onDuplicate, items.stream().map(values).toList()));
  }

  private Optional<Uni<RowSet<Row>>> delete(String table, List<Holder> holders) {
    return holders.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Sql.query(
                connection,
                "DELETE FROM %s WHERE section_id = ? AND number IN (%s)"
                    .formatted(table, InList.placeholders(holders.size())),
                Stream.concat(Stream.of(section.id().value()), numbers(holders)).toArray()));
  }

  private Optional<Uni<RowSet<Row>>> change(RequestState state, List<Holder> holders) {
    return holders.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Sql.query(
                connection,
                "UPDATE request SET state = ?, reason = NULL, facts = NULL, rules_version = ?, changed_at = ? WHERE section_id = ? AND number IN (%s)"
                    .formatted(InList.placeholders(holders.size())),
                Stream.concat(
                        Stream.of(state.wireName(), rulesVersion, at, section.id().value()),
                        numbers(holders))
                    .toArray()));
  }

  private static Stream<Long> numbers(List<Holder> holders) {
    return holders.stream().map(holder -> holder.wonBy().value());
  }

  private List<Uni<RowSet<Row>>> skip(Skip skip) {
    String rule = skip.why().rule().wireName();
    return List.of(
        setSkipped(skip.holder(), rule),
        explain(skip.holder(), rule, LineDecision.factsToJson(skip.why().facts())));
  }

  private List<Uni<RowSet<Row>>> resume(Holder holder) {
    return List.of(setSkipped(holder, null), explain(holder, null, null));
  }

  private Uni<RowSet<Row>> setSkipped(Holder holder, String rule) {
    return Sql.query(
        connection,
        "UPDATE waitlist_entry SET skipped = ? WHERE section_id = ? AND number = ?",
        rule,
        section.id().value(),
        holder.wonBy().value());
  }

  private Uni<RowSet<Row>> explain(Holder holder, String rule, String facts) {
    return Sql.query(
        connection,
        "UPDATE request SET reason = ?, facts = ?, rules_version = ?, changed_at = ? WHERE section_id = ? AND number = ?",
        rule,
        facts,
        rulesVersion,
        at,
        section.id().value(),
        holder.wonBy().value());
  }

  /**
   * Who took a seat or gave one back, or left a waitlist, may be eligible no more, or again, on the
   * waitlist of another section.
   */
  private Optional<Uni<RowSet<Row>>> reviewElsewhere(Set<StudentId> moved, RuleBook.Reach how) {
    if (moved.isEmpty()) {
      return Optional.empty();
    }
    List<StudentId> padded = InList.padded(moved);
    var values = new ArrayList<Object>(padded.stream().map(StudentId::value).toList());
    values.add(section.id().value());
    String which = "";
    if (how == RuleBook.Reach.COURSE) {
      which = ONLY_CONCERNED;
      values.add(section.course());
      values.add(section.id().value());
    }
    return Optional.of(
        Sql.query(
            connection,
            """
            INSERT INTO waitlist_review (section_id, student_id)
            SELECT w.section_id, w.student_id FROM waitlist_entry w
            WHERE w.student_id IN (%s) AND w.section_id <> ?%s
            ON DUPLICATE KEY UPDATE student_id = VALUES(student_id)\
            """
                .formatted(InList.placeholders(padded.size()), which),
            values.toArray()));
  }
}
