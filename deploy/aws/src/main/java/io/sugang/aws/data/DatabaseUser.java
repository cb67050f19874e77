package io.sugang.aws.data;

import java.util.Locale;

/** The logins of the services; each may do what {@code db/grants.sql} says. */
public enum DatabaseUser {
  WORKER("Worker"),
  OFFICE("Office"),
  NOTIFIER("Notifier");

  private final String id;

  DatabaseUser(String id) {
    this.id = id;
  }

  String id() {
    return id;
  }

  /** Name in the database. */
  public String login() {
    return "sugang_" + name().toLowerCase(Locale.ROOT);
  }
}
