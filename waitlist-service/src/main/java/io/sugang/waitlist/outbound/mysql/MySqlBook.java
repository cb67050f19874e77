package io.sugang.waitlist.outbound.mysql;

import io.smallrye.mutiny.Uni;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.message.LineRequest;
import io.sugang.waitlist.application.Book;
import io.sugang.waitlist.config.WaitlistConfig;
import io.sugang.waitlist.domain.Place;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The book on the writer endpoint. */
@ApplicationScoped
class MySqlBook implements Book {

  /** Later than any request; MySQL's own limit. */
  private static final LocalDateTime FOREVER = LocalDateTime.of(9999, 12, 31, 0, 0);

  private final Pool pool;
  private final WaitlistConfig config;

  MySqlBook(Pool pool, WaitlistConfig config) {
    this.pool = pool;
    this.config = config;
  }

  @Override
  public void journal(Collection<LineRequest> requests) {
    Set<LineRequest> known = known(requests);
    List<Object[]> rows =
        requests.stream()
            .filter(request -> !known.contains(request))
            .map(request -> RequestRows.values(request, "pending", null, null, null))
            .toList();
    SqlConnection connection = Sql.await(pool.getConnection(), config.journalTimeout());
    try {
      Sql.awaitAll(
          Sql.insert(
              connection,
              RequestRows.INSERT,
              " ON DUPLICATE KEY UPDATE number = VALUES(number)",
              rows),
          config.journalTimeout());
    } finally {
      Sql.await(connection.close(), config.journalTimeout());
    }
  }

  /**
   * Those that the journal has already, because the line knew them sooner. Looking is much cheaper
   * than writing them in vain, and waits for no transaction's locks.
   */
  private Set<LineRequest> known(Collection<LineRequest> requests) {
    Map<SectionId, List<LineRequest>> bySection =
        requests.stream().collect(Collectors.groupingBy(LineRequest::section));
    List<List<LineRequest>> groups = List.copyOf(bySection.values());
    List<RowSet<Row>> answers = findNumbers(groups);
    var known = new HashSet<LineRequest>();
    for (int i = 0; i < groups.size(); i++) {
      Set<Long> numbers = new HashSet<>();
      answers.get(i).forEach(row -> numbers.add(row.getLong(0)));
      groups.get(i).stream().filter(r -> numbers.contains(r.number().value())).forEach(known::add);
    }
    return known;
  }

  /** One look a section, all behind each other on one connection. */
  private List<RowSet<Row>> findNumbers(List<List<LineRequest>> bySection) {
    SqlConnection connection = Sql.await(pool.getConnection(), config.journalTimeout());
    try {
      return Sql.awaitAll(
          bySection.stream().map(wanted -> findNumbers(connection, wanted)).toList(),
          config.journalTimeout());
    } finally {
      Sql.await(connection.close(), config.journalTimeout());
    }
  }

  private static Uni<RowSet<Row>> findNumbers(
      SqlConnection connection, List<LineRequest> ofOneSection) {
    List<LineRequest> padded = Sql.padded(ofOneSection);
    return Sql.query(
        connection,
        "SELECT number FROM request WHERE section_id = ? AND number IN (%s)"
            .formatted(Sql.placeholders(padded.size())),
        Stream.concat(
                Stream.of(padded.getFirst().section().value()),
                padded.stream().map(r -> r.number().value()))
            .toArray());
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
  public Look look(SectionId section, int max) {
    List<RowSet<Row>> answers =
        Sql.awaitAll(
            List.of(
                Sql.query(pool, RequestRows.PENDING, section.value(), max),
                Sql.query(
                    pool,
                    """
                    SELECT s.capacity - s.taken AS free, s.waitlisted,
                      EXISTS (SELECT 1 FROM section_due d WHERE d.section_id = s.id)
                        OR EXISTS (SELECT 1 FROM untold u WHERE u.section_id = s.id) AS due
                    FROM section s WHERE s.id = ?\
                    """,
                    section.value())),
            config.batchTimeout());
    List<LineRequest> undecided = RequestRows.requests(answers.get(0));
    if (answers.get(1).size() == 0) {
      return new Look(undecided, 0, 0, false);
    }
    Row row = answers.get(1).iterator().next();
    return new Look(
        undecided,
        row.getInteger("free"),
        row.getInteger("waitlisted"),
        row.getInteger("due") == 1);
  }

  @Override
  public List<Place> eligible(SectionId section, int max) {
    return WaitlistRows.places(
        Sql.run(pool, config.batchTimeout(), WaitlistRows.ELIGIBLE, section.value(), max));
  }

  @Override
  public Set<SectionId> waitingSince(Instant acceptedBefore) {
    LocalDateTime before = acceptedBefore.equals(Instant.MAX) ? FOREVER : Sql.utc(acceptedBefore);
    return sectionIds(
        Sql.run(
            pool,
            config.batchTimeout(),
            """
            SELECT section_id FROM request WHERE state = 'pending' AND accepted_at < ?
            UNION SELECT section_id FROM section_due
            UNION SELECT section_id FROM untold\
            """,
            before));
  }

  @Override
  public void told(SectionId section, long version, Collection<RequestNumber> numbers) {
    List<RequestNumber> padded = Sql.padded(numbers);
    var unused =
        Sql.run(
            pool,
            config.batchTimeout(),
            "DELETE FROM untold WHERE section_id = ? AND version <= ? AND number IN (%s)"
                .formatted(Sql.placeholders(padded.size())),
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
  public Entry begin() {
    SqlConnection connection = Sql.await(pool.getConnection(), config.batchTimeout());
    return MySqlEntry.begin(connection, config.batchTimeout());
  }
}
