package io.sugang.waitlist.application;

import jakarta.enterprise.context.ApplicationScoped;

/** Opens the line for tests, where nothing runs on a schedule. */
@ApplicationScoped
public class LineOpener {

  private final ReopenLine reopenLine;

  LineOpener(ReopenLine reopenLine) {
    this.reopenLine = reopenLine;
  }

  /** One look, as the schedule would take it. */
  public void open() {
    reopenLine.look();
  }
}
