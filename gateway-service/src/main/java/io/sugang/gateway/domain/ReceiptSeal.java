package io.sugang.gateway.domain;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes and reads receipt ids: {@code <section>.<number in base 36>.<seal>}. The seal is an HMAC
 * over student, section and number, so a receipt proves itself without anybody having to remember
 * it, and somebody else's is worth nothing.
 */
public final class ReceiptSeal {

  private static final String ALGORITHM = "HmacSHA256";

  /** 96 bits: nobody guesses one, and an id stays short. */
  private static final int SEAL_BYTES = 12;

  private static final int MIN_KEY_BYTES = 32;
  private static final Pattern FORM =
      Pattern.compile("([A-Z0-9][A-Z0-9-]{0,23})\\.([0-9a-z]{8,11})\\.([A-Za-z0-9_-]{16})");

  private final SecretKeySpec key;

  /**
   * Takes the key that all gateways share.
   *
   * @param secret at least 32 bytes
   */
  public ReceiptSeal(byte[] secret) {
    if (secret.length < MIN_KEY_BYTES) {
      throw new IllegalArgumentException(
          "receipt key: %d bytes (expected: at least %d)".formatted(secret.length, MIN_KEY_BYTES));
    }
    key = new SecretKeySpec(secret.clone(), ALGORITHM);
  }

  /** The receipt id of a student's request. */
  public String seal(StudentId student, SectionId section, RequestNumber number) {
    return section.value() + '.' + base36(number) + '.' + sealOf(student, section, number);
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
            && MessageDigest.isEqual(
                parts.group(3).getBytes(StandardCharsets.US_ASCII),
                sealOf(student, section, number).getBytes(StandardCharsets.US_ASCII));
    return sealed ? Optional.of(new ReceiptId(section, number)) : Optional.empty();
  }

  private static String base36(RequestNumber number) {
    return Long.toString(number.value(), 36);
  }

  private String sealOf(StudentId student, SectionId section, RequestNumber number) {
    String content = student.value() + '|' + section.value() + '|' + number.value();
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      byte[] full = mac.doFinal(content.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(Arrays.copyOf(full, SEAL_BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}
