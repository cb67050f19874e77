package io.sugang.waitlist.application.operate;

import io.sugang.waitlist.application.Pauses;

/** What operators hold up, in the database. */
public interface PauseStore {

  /** All of it; fails if the database does not answer. */
  Pauses.Known read();
}
