package io.sugang.migration;

import java.util.Locale;

/** The login of a service; what each may do stands in {@code db/grants.sql}. */
public enum DbUser {
  WORKER,
  ENROLLMENT,
  NOTIFIER;

  /** Name in the database. */
  public String login() {
    return "sugang_" + placeholder();
  }

  /** Name in {@code db/grants.sql}. */
  String placeholder() {
    return name().toLowerCase(Locale.ROOT);
  }
}
