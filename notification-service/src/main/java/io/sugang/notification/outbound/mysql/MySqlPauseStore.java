package io.sugang.notification.outbound.mysql;

import io.sugang.contract.pause.PausedWork;
import io.sugang.notification.application.operate.PauseStore;
import jakarta.enterprise.context.ApplicationScoped;

/** The table {@code pause}, on the writer. */
@ApplicationScoped
class MySqlPauseStore implements PauseStore {

  private final Statements statements;

  MySqlPauseStore(Statements statements) {
    this.statements = statements;
  }

  @Override
  public boolean isMailPaused() {
    return statements
            .run("SELECT 1 FROM pause WHERE work = '%s' LIMIT 1".formatted(PausedWork.MAIL))
            .size()
        > 0;
  }
}
