package io.sugang.enrollment.rules;

import static io.sugang.enrollment.database.Statements.query;
import static io.sugang.enrollment.database.Statements.utc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.sugang.contract.enrollment.Term;
import io.sugang.contract.enrollment.Term.ReleaseKind;
import io.sugang.contract.id.TermId;
import io.sugang.enrollment.audit.Audit;
import io.sugang.enrollment.audit.AuditEntry;
import io.sugang.enrollment.database.Statements;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** When the terms' seats are released that are given back, on the writer endpoint. */
@ApplicationScoped
public class SeatReleases {

  private static final int SEED_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private static final String LATEST =
      """
      SELECT t.rules_version AS version, r.kind, r.times, r.least_seconds, r.most_seconds, r.seed, r.since
      FROM term t LEFT JOIN term_seat_release r ON r.term_id = t.id
        AND r.version = (SELECT MAX(l.version) FROM term_seat_release l WHERE l.term_id = t.id)
      WHERE t.id = ?\
      """;

  private final Statements statements;
  private final ObjectMapper json;

  SeatReleases(Statements statements, ObjectMapper json) {
    this.statements = statements;
    this.json = json;
  }

  /**
   * When a term's seats are released.
   *
   * @param version rises whenever anything changes that the rules look at, 0 or more
   * @param release empty if nobody said, which means at once
   */
  public record OfTerm(String term, int version, Optional<Term.SeatRelease> release) {}

  /**
   * As it is to be.
   *
   * @param times empty but for times of day
   * @param leastSeconds empty but for a delay
   * @param mostSeconds likewise
   */
  public record Wanted(
      ReleaseKind kind,
      Optional<List<LocalTime>> times,
      OptionalInt leastSeconds,
      OptionalInt mostSeconds) {}

  /** What became of a change. */
  public sealed interface Outcome {
    /** It holds for every seat that is given back from now on. */
    record Written(OfTerm now) implements Outcome {}

    /** Somebody else changed something before. */
    record NotAsExpected(OfTerm now) implements Outcome {}
  }

  /** When a term's seats are released; {@code null} if there is no such term. */
  public OfTerm find(TermId term) {
    return ofTerm(term, statements.write(LATEST, term.value()));
  }

  /**
   * Has seats released otherwise; those that were given back before are released as was said then.
   *
   * @param expected whether the version is the one that the registrar looked at
   * @return {@code null} if there is no such term
   */
  public Outcome write(
      TermId term,
      Wanted wanted,
      Predicate<Integer> expected,
      String who,
      String reason,
      Instant now) {
    Optional<String> seed =
        wanted.kind() == ReleaseKind.AFTER_DELAY ? Optional.of(seed()) : Optional.empty();
    return statements.inTransaction(
        connection ->
            query(connection, "SELECT id FROM term WHERE id = ? FOR UPDATE", term.value())
                .flatMap(_ -> query(connection, LATEST, term.value()))
                .map(rows -> ofTerm(term, rows))
                .onItem()
                .ifNotNull()
                .transformToUni(
                    before ->
                        expected.test(before.version())
                            ? write(connection, before, wanted, seed, who, reason, now)
                            : Uni.createFrom().item(new Outcome.NotAsExpected(before))));
  }

  private static String seed() {
    byte[] seed = new byte[SEED_BYTES];
    RANDOM.nextBytes(seed);
    return HexFormat.of().formatHex(seed);
  }

  /** Draws delays by another seed from now on, if a term has any: registration begins anew. */
  static Uni<?> draw(SqlConnection connection, String term, int version, Instant now) {
    return query(
        connection,
        """
        INSERT INTO term_seat_release (term_id, version, kind, least_seconds, most_seconds, seed, since)
        SELECT term_id, ?, kind, least_seconds, most_seconds, ?, ? FROM term_seat_release
        WHERE term_id = ? AND kind = '%s' AND version =
          (SELECT MAX(l.version) FROM term_seat_release l WHERE l.term_id = ?)\
        """
            .formatted(ReleaseKind.AFTER_DELAY.wireName()),
        version,
        seed(),
        utc(now),
        term,
        term);
  }

  private Uni<Outcome> write(
      SqlConnection connection,
      OfTerm before,
      Wanted wanted,
      Optional<String> seed,
      String who,
      String reason,
      Instant now) {
    int version = before.version() + 1;
    String times =
        wanted
            .times()
            .map(all -> String.join(",", all.stream().map(LocalTime::toString).toList()))
            .orElse(null);
    return query(
            connection, "UPDATE term SET rules_version = ? WHERE id = ?", version, before.term())
        .flatMap(
            _ ->
                query(
                    connection,
                    """
                    INSERT INTO term_seat_release (term_id, version, kind, times, least_seconds, most_seconds, seed, since)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)\
                    """,
                    before.term(),
                    version,
                    wanted.kind().wireName(),
                    times,
                    nullable(wanted.leastSeconds()),
                    nullable(wanted.mostSeconds()),
                    seed.orElse(null),
                    utc(now)))
        .flatMap(_ -> query(connection, LATEST, before.term()))
        .map(rows -> ofTerm(new TermId(before.term()), rows))
        .call(
            after ->
                Audit.write(
                    connection,
                    new AuditEntry(
                        now,
                        who,
                        "write-seat-release",
                        "term " + before.term(),
                        reason,
                        json(before),
                        json(after))))
        .map(Outcome.Written::new);
  }

  private static Integer nullable(OptionalInt value) {
    return value.isPresent() ? value.getAsInt() : null;
  }

  /** For the audit: without the seed, which nobody knows before. */
  private String json(OfTerm of) {
    try {
      return json.writeValueAsString(of.release());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a rule that can't be written is a defect", e);
    }
  }

  private static OfTerm ofTerm(TermId term, RowSet<Row> rows) {
    if (rows.size() == 0) {
      return null;
    }
    Row row = rows.iterator().next();
    return new OfTerm(
        term.value(),
        row.getInteger("version"),
        row.getString("kind") == null
            ? Optional.empty()
            : Optional.of(
                told(
                    Statements.instant(row, "since"),
                    row.getString("kind"),
                    row.getString("times"),
                    row.getInteger("least_seconds"),
                    row.getInteger("most_seconds"),
                    row.getString("seed"),
                    false)));
  }

  /**
   * A row of {@code term_seat_release} as people are told.
   *
   * @param isOver whether the seed is no secret any more
   */
  public static Term.SeatRelease told(
      Instant since,
      String kind,
      String times,
      Integer leastSeconds,
      Integer mostSeconds,
      String seed,
      boolean isOver) {
    return new Term.SeatRelease(
        since,
        ReleaseKind.of(kind),
        Optional.ofNullable(times)
            .map(all -> Stream.of(all.split(",", -1)).map(LocalTime::parse).toList()),
        optional(leastSeconds),
        optional(mostSeconds),
        Optional.ofNullable(seed).map(SeatReleases::commitment),
        Optional.ofNullable(seed).filter(_ -> isOver));
  }

  private static OptionalInt optional(Integer value) {
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }

  private static String commitment(String seed) {
    try {
      HexFormat hex = HexFormat.of();
      return hex.formatHex(MessageDigest.getInstance("SHA-256").digest(hex.parseHex(seed)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
