package io.sugang.waitlist.outbound.mysql;

import static java.util.stream.Collectors.groupingBy;

import io.sugang.contract.decision.RequestState;
import io.sugang.contract.decision.RequestType;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.message.LineRequest;
import io.sugang.waitlist.application.recover.EpochStore.SectionLine;
import io.sugang.waitlist.application.recover.SectionOpening;
import io.sugang.waitlist.rule.Section;
import io.vertx.mutiny.sqlclient.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the journal says of sections that are about to be opened. The database puts receipts
 * together, 1,000 numbers a row: as rows of their own they would take several times as long.
 */
final class OpeningRows {

  /** Above what 1,000 requests take, 180 bytes each at most; MySQL cuts off what is longer. */
  static final String LONG_TEXTS = "SET SESSION group_concat_max_len = 1000000";

  static final String SEATS = "SELECT * FROM section WHERE id";

  private final Map<String, Section> seats = new HashMap<>();
  private final List<LineRequest> undecided = new ArrayList<>();
  private final Map<String, List<String>> receipts = new HashMap<>();
  private final Map<String, List<String>> ranks = new HashMap<>();

  /** Requests that stay live: who has a seat, or waits for one, and drops that were carried out. */
  static String receiptsOf(String sections) {
    return """
        SELECT section_id,
          GROUP_CONCAT(
            student_id, IF(type = '%2$s', CONCAT('|', releases), ''), ' ',
            number, '|', TIMESTAMPDIFF(MICROSECOND, '1970-01-01', accepted_at) DIV 1000,
            IF(type = '%6$s', CONCAT('|', releases, '|', source_section_id), ''),
            IF(type = '%2$s', CONCAT(',', student_id, '| ', releases), '')
            ORDER BY number) AS receipts,
          GROUP_CONCAT(IF(state = '%4$s' AND reason IS NULL, number, NULL)) AS ranks
        FROM request WHERE state IN ('%3$s', '%4$s', '%5$s') AND section_id%1$s
        GROUP BY section_id, number DIV 1000 ORDER BY section_id, number DIV 1000\
        """
        .formatted(
            sections,
            RequestType.DROP,
            RequestState.ADMITTED,
            RequestState.WAITLISTED,
            RequestState.DONE,
            RequestType.SWAP);
  }

  void seats(Row row) {
    String id = row.getString("id");
    seats.put(id, SectionRows.section(new SectionId(id), row));
  }

  void undecided(Row row) {
    undecided.add(RequestRows.request(row));
  }

  void receipts(Row row) {
    add(receipts, row, "receipts");
    add(ranks, row, "ranks");
  }

  private static void add(Map<String, List<String>> texts, Row row, String column) {
    String text = row.getString(column);
    if (text != null) {
      texts.computeIfAbsent(row.getString("section_id"), _ -> new ArrayList<>()).add(text);
    }
  }

  List<SectionOpening> openings(List<SectionLine> lines) {
    Map<SectionId, List<LineRequest>> bySection =
        undecided.stream().collect(groupingBy(LineRequest::section));
    return lines.stream()
        .map(
            line -> {
              String id = line.section().value();
              return new SectionOpening(
                  seats.get(id),
                  line.highest(),
                  bySection.getOrDefault(line.section(), List.of()),
                  receipts.getOrDefault(id, List.of()),
                  ranks.getOrDefault(id, List.of()));
            })
        .toList();
  }
}
