package io.sugang.waitlist.outbound.mysql;

import io.sugang.contract.id.SectionId;
import io.sugang.contract.pause.PausedWork;
import io.sugang.waitlist.application.Pauses;
import io.sugang.waitlist.application.operate.PauseStore;
import io.sugang.waitlist.config.WaitlistConfig;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.Set;

/** The table {@code pause}, on the writer. */
@ApplicationScoped
class MySqlPauseStore implements PauseStore {

  private static final String READ =
      """
      SELECT p.work, p.term_id, p.section_id, s.id FROM pause p LEFT JOIN section s ON s.term_id = p.term_id
      WHERE p.work IN ('%s', '%s')\
      """
          .formatted(PausedWork.DECIDING, PausedWork.MAIL);

  private final Pool pool;
  private final WaitlistConfig config;

  MySqlPauseStore(Pool pool, WaitlistConfig config) {
    this.pool = pool;
    this.config = config;
  }

  @Override
  public Pauses.Known read() {
    boolean deciding = false;
    boolean mail = false;
    Set<SectionId> sections = new HashSet<>();
    for (Row row : Sql.run(pool, config.journalTimeout(), READ)) {
      String section = row.getString("section_id");
      if (PausedWork.of(row.getString("work")) == PausedWork.MAIL) {
        mail = true;
      } else if (!section.isEmpty()) {
        sections.add(new SectionId(section));
      } else if (row.getString("term_id").isEmpty()) {
        deciding = true;
      } else if (row.getString("id") != null) {
        sections.add(new SectionId(row.getString("id")));
      }
    }
    return new Pauses.Known(deciding, sections, mail);
  }
}
