package io.sugang.notification.application.operate;

/** What operators hold up, in the database. */
public interface PauseStore {

  /** Whether mail is; fails if the database does not answer. */
  boolean isMailPaused();
}
