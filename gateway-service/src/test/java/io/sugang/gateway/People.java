package io.sugang.gateway;

import io.sugang.testing.Tokens;

/** Students of the seeded university. */
public final class People {

  private People() {}

  /** One of them. */
  public static String student(int index) {
    return "%d%02d%04d".formatted(2027 - index % 4, index / 4 % 30 + 1, index / 4 / 30 + 1);
  }

  /** A student's good token. */
  public static String token(String student) {
    return Tokens.of(student, "student");
  }
}
