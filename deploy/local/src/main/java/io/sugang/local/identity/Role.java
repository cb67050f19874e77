package io.sugang.local.identity;

import java.util.Locale;

/** What a person, or a service, may do. */
public enum Role {
  STUDENT,
  REGISTRAR,
  OPERATOR,
  SERVICE;

  /** The role as tokens carry it. */
  public String claim() {
    return name().toLowerCase(Locale.ROOT);
  }
}
