package io.sugang.waitlist.outbound.mysql;

import io.sugang.contract.id.SectionId;
import io.sugang.waitlist.rule.Reserve;
import io.sugang.waitlist.rule.Section;
import io.vertx.mutiny.sqlclient.Row;
import java.util.List;

/** Rows of sections. */
final class SectionRows {

  /** Has the section's waitlist looked at: its id, and since when. */
  static final String MAKE_DUE =
      """
      INSERT INTO section_due (section_id, since) VALUES (?, ?)
      ON DUPLICATE KEY UPDATE since = VALUES(since)\
      """;

  private SectionRows() {}

  /** A section as the line shows it, which says nothing of what it keeps. */
  static Section section(SectionId id, Row row) {
    return section(id, row, List.of());
  }

  /**
   * @param reserves seats that it keeps
   */
  static Section section(SectionId id, Row row, List<Reserve> reserves) {
    return new Section(
        id,
        row.getString("course_id"),
        row.getString("term_id"),
        row.getInteger("capacity"),
        row.getInteger("taken"),
        row.getInteger("waitlist_limit"),
        row.getInteger("waitlisted"),
        reserves,
        row.getLong("version"));
  }
}
