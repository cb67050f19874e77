package io.sugang.gateway.domain;

import io.sugang.contract.id.StudentId;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes and reads tickets: {@code <student>.<end of validity, ms since 1970, in base 36>.<seal>}. A
 * browser's event stream can't send a token; a ticket in its address says for a short time whose it
 * is, and is good for nothing else.
 */
public final class TicketSeal {

  private static final Pattern FORM =
      Pattern.compile("([A-Za-z0-9-]{1,36})\\.([0-9a-z]{8,9})\\.(" + Seal.FORM + ")");

  private final Seal seal;

  /**
   * Takes the key that all gateways share.
   *
   * @param secret at least 32 bytes
   */
  public TicketSeal(byte[] secret) {
    seal = new Seal(secret).derive("ticket");
  }

  /** A ticket for a student. */
  public String seal(StudentId student, Instant end) {
    String content = student.value() + '.' + Long.toString(end.toEpochMilli(), 36);
    return content + '.' + seal.of(content);
  }

  /** Whose ticket it is; empty if it is none, or no longer valid. */
  public Optional<StudentId> open(String ticket, Instant now) {
    Matcher parts = FORM.matcher(ticket);
    boolean isValid =
        parts.matches()
            && seal.isOf(parts.group(1) + '.' + parts.group(2), parts.group(3))
            && now.toEpochMilli() < Long.parseLong(parts.group(2), 36);
    return isValid ? Optional.of(new StudentId(parts.group(1))) : Optional.empty();
  }
}
