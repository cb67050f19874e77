package io.sugang.waitlist.outbound.mysql;

import io.smallrye.mutiny.Uni;
import io.sugang.contract.decision.RequestState;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.message.LineRequest;
import io.sugang.waitlist.application.decide.SectionStore;
import io.sugang.waitlist.application.decide.SectionTransaction;
import io.sugang.waitlist.config.WaitlistConfig;
import io.sugang.waitlist.facts.InList;
import io.sugang.waitlist.facts.TermRulesCache;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** The sections on the writer endpoint. */
@ApplicationScoped
class MySqlSectionStore implements SectionStore {

  private static final Logger LOG = Logger.getLogger(MySqlSectionStore.class);

  /** Later than any request; MySQL's own limit. */
  private static final LocalDateTime FOREVER = LocalDateTime.of(9999, 12, 31, 0, 0);

  private final Pool pool;
  private final WaitlistConfig config;
  private final TermRulesCache rules = new TermRulesCache();

  MySqlSectionStore(Pool pool, WaitlistConfig config) {
    this.pool = pool;
    this.config = config;
  }

  @Override
  public List<LineRequest> journal(Collection<LineRequest> requests) {
    try {
      return journalUnknown(requests);
    } catch (RefusedException e) {
      // Another worker may have journaled or decided others with the same numbers meanwhile.
      LOG.debugf("once more: %s", e.getMessage());
      return journalUnknown(requests);
    }
  }

  private List<LineRequest> journalUnknown(Collection<LineRequest> requests) {
    Map<Key, LineRequest> known = known(requests);
    var clashing = new ArrayList<LineRequest>();
    var rows = new ArrayList<Object[]>();
    for (LineRequest request : requests) {
      LineRequest first = known.putIfAbsent(Key.of(request), request);
      if (first == null) {
        rows.add(RequestRows.waiting(request));
      } else if (!first.asksTheSame(request)) {
        clashing.add(request);
      }
    }
    onConnection(
        connection ->
            Sql.insert(connection, RequestRows.INSERT, RequestRows.UNLESS_JOURNALED, rows));
    return clashing;
  }

  private record Key(SectionId section, RequestNumber number) {
    static Key of(LineRequest request) {
      return new Key(request.section(), request.number());
    }
  }

  /**
   * Those that the journal has already, because the line knew them sooner. Looking is much cheaper
   * than writing them in vain, and waits for no transaction's locks.
   */
  private Map<Key, LineRequest> known(Collection<LineRequest> requests) {
    Map<SectionId, List<LineRequest>> bySection =
        requests.stream().collect(Collectors.groupingBy(LineRequest::section));
    var known = new HashMap<Key, LineRequest>();
    for (RowSet<Row> rows :
        onConnection(
            connection ->
                bySection.values().stream().map(wanted -> find(connection, wanted)).toList())) {
      rows.forEach(
          row -> {
            LineRequest request = RequestRows.request(row);
            known.put(Key.of(request), request);
          });
    }
    return known;
  }

  /** Statements sent one behind the other on one connection. */
  private List<RowSet<Row>> onConnection(
      Function<SqlConnection, List<Uni<RowSet<Row>>>> statements) {
    SqlConnection connection = Sql.connection(pool, config.journalTimeout());
    try {
      return Sql.awaitAll(statements.apply(connection), config.journalTimeout());
    } finally {
      Sql.await(connection.close(), config.journalTimeout());
    }
  }

  private static Uni<RowSet<Row>> find(SqlConnection connection, List<LineRequest> ofOneSection) {
    List<LineRequest> padded = InList.padded(ofOneSection);
    return Sql.query(
        connection,
        RequestRows.ASKED + " AND number IN (%s)".formatted(InList.placeholders(padded.size())),
        Stream.concat(
                Stream.of(padded.getFirst().section().value()),
                padded.stream().map(r -> r.number().value()))
            .toArray());
  }

  @Override
  public void keepClash(LineRequest request, Instant now) {
    var unused =
        Sql.run(
            pool, config.journalTimeout(), RequestRows.KEEP_CLASH, RequestRows.clash(request, now));
  }

  @Override
  public Optional<NumberClash> clash(LineRequest request) {
    RowSet<Row> rows =
        Sql.run(
            pool,
            config.journalTimeout(),
            "SELECT new_number FROM number_clash WHERE section_id = ? AND number = ? AND student_id = ?",
            request.section().value(),
            request.number().value(),
            request.student().value());
    return rows.size() == 0
        ? Optional.empty()
        : Optional.of(
            new NumberClash(
                Optional.ofNullable(rows.iterator().next().getLong(0)).map(RequestNumber::new)));
  }

  @Override
  public void renumber(LineRequest request, RequestNumber number) {
    List<LineRequest> clashing = journal(List.of(request.withNumber(number)));
    if (!clashing.isEmpty()) {
      throw new IllegalStateException("number " + number + " is taken, too");
    }
    var unused =
        Sql.run(
            pool,
            config.journalTimeout(),
            "UPDATE number_clash SET new_number = ? WHERE section_id = ? AND number = ? AND student_id = ?",
            number.value(),
            request.section().value(),
            request.number().value(),
            request.student().value());
  }

  @Override
  public boolean isQuarantined(SectionId section, RequestNumber number) {
    return Sql.run(
                pool,
                config.journalTimeout(),
                "SELECT 1 FROM request WHERE section_id = ? AND number = ? AND state = '%s'"
                    .formatted(RequestState.QUARANTINED),
                section.value(),
                number.value())
            .size()
        > 0;
  }

  @Override
  public Optional<LineRequest> request(SectionId section, RequestNumber number) {
    RowSet<Row> rows =
        Sql.run(
            pool,
            config.journalTimeout(),
            RequestRows.ASKED + " AND number = ?",
            section.value(),
            number.value());
    return RequestRows.requests(rows).stream().findFirst();
  }

  @Override
  public void retryPromotion(SectionId section, RequestNumber wonBy) {
    onConnection(
        connection ->
            List.of(
                Sql.query(
                    connection,
                    "UPDATE waitlist_entry SET skipped = ? WHERE section_id = ? AND number = ? AND skipped = ?",
                    WaitlistRows.RETRY,
                    section.value(),
                    wonBy.value(),
                    WaitlistRows.FAILED),
                Sql.query(connection, WaitlistRows.MAKE_REVIEWED, section.value(), wonBy.value())));
  }

  @Override
  public boolean isWritable() {
    try {
      RowSet<Row> rows =
          Sql.run(
              pool,
              config.journalTimeout(),
              "SELECT @@global.read_only OR @@global.innodb_read_only");
      return rows.iterator().next().getLong(0) == 0;
    } catch (RuntimeException e) {
      return false;
    }
  }

  @Override
  public Set<SectionId> waitingSince(Instant acceptedBefore) {
    LocalDateTime before = acceptedBefore.equals(Instant.MAX) ? FOREVER : Sql.utc(acceptedBefore);
    return sectionIds(
        Sql.run(
            pool,
            config.batchTimeout(),
            """
            SELECT section_id FROM request WHERE state = '%s' AND accepted_at < ?
            UNION SELECT section_id FROM section_due
            UNION %s
            UNION %s
            UNION SELECT r.section_id FROM waitlist_review r JOIN section s ON s.id = r.section_id
              WHERE r.since <= %s OR s.taken < s.capacity
            UNION SELECT section_id FROM pending_line_update\
            """
                .formatted(
                    RequestState.WAITING,
                    ReserveRows.TO_RELEASE,
                    ReleasedSeats.SECTIONS,
                    WaitlistRows.REVIEWED_SOON),
            before,
            TimeUnit.NANOSECONDS.toMicros(config.reviewAfter().toNanos())));
  }

  @Override
  public void lineUpdated(SectionId section, long version, Collection<RequestNumber> numbers) {
    List<RequestNumber> padded = InList.padded(numbers);
    var unused =
        Sql.run(
            pool,
            config.batchTimeout(),
            "DELETE FROM pending_line_update WHERE section_id = ? AND version <= ? AND number IN (%s)"
                .formatted(InList.placeholders(padded.size())),
            Stream.concat(
                    Stream.of(section.value(), version), padded.stream().map(RequestNumber::value))
                .toArray());
  }

  @Override
  public Set<SectionId> sections() {
    return sectionIds(Sql.run(pool, config.batchTimeout(), "SELECT id FROM section"));
  }

  private static Set<SectionId> sectionIds(RowSet<Row> rows) {
    var ids = new HashSet<SectionId>();
    rows.forEach(row -> ids.add(new SectionId(row.getString(0))));
    return ids;
  }

  @Override
  public SectionTransaction begin() {
    SqlConnection connection = Sql.connection(pool, config.batchTimeout());
    return new MySqlSectionTransaction(
        MySqlTransaction.begin(connection, config), rules, config.reviewAfter());
  }
}
