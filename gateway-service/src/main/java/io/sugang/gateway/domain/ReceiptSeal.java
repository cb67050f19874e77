package io.sugang.gateway.domain;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes and reads receipt ids: {@code <section>.<number in base 36>.<seal>}. The seal is an HMAC
 * over student, section and number, so a receipt proves itself without anybody having to remember
 * it, and somebody else's is worth nothing.
 */
public final class ReceiptSeal {

  private static final Pattern FORM =
      Pattern.compile("([A-Z0-9][A-Z0-9-]{0,23})\\.([0-9a-z]{8,11})\\.(" + Seal.FORM + ")");

  private final Seal seal;

  /**
   * Takes the key that all gateways share.
   *
   * @param secret at least 32 bytes
   */
  public ReceiptSeal(byte[] secret) {
    seal = new Seal(secret);
  }

  /** The receipt id of a student's request. */
  public String seal(StudentId student, SectionId section, RequestNumber number) {
    return section.value()
        + '.'
        + base36(number)
        + '.'
        + seal.of(content(student, section, number));
  }

  /** What an id says, if it has the form of one and is this student's. */
  public Optional<ReceiptId> open(String id, StudentId student) {
    Matcher parts = FORM.matcher(id);
    if (!parts.matches()) {
      return Optional.empty();
    }
    long value = Long.parseLong(parts.group(2), 36);
    if (!RequestNumber.isValid(value)) {
      return Optional.empty();
    }
    var section = new SectionId(parts.group(1));
    var number = new RequestNumber(value);
    boolean sealed =
        base36(number).equals(parts.group(2))
            && seal.isOf(content(student, section, number), parts.group(3));
    return sealed ? Optional.of(new ReceiptId(section, number)) : Optional.empty();
  }

  private static String base36(RequestNumber number) {
    return Long.toString(number.value(), 36);
  }

  private static String content(StudentId student, SectionId section, RequestNumber number) {
    return student.value() + '|' + section.value() + '|' + number.value();
  }
}
