package io.sugang.gateway.domain;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A short HMAC-SHA256 over a text, as 16 characters of URL-safe Base64. */
final class Seal {

  /** Its form, for a pattern. */
  static final String FORM = "[A-Za-z0-9_-]{16}";

  private static final String ALGORITHM = "HmacSHA256";

  /** 96 bits: nobody guesses one, and an id stays short. */
  private static final int BYTES = 12;

  private static final int MIN_KEY_BYTES = 32;

  /** Initialised once; each use takes a clone, which costs less than another initialisation. */
  private final Mac keyed;

  /**
   * Takes the key that all gateways share.
   *
   * @param secret at least 32 bytes
   */
  Seal(byte[] secret) {
    if (secret.length < MIN_KEY_BYTES) {
      throw new IllegalArgumentException(
          "receipt key: %d bytes (expected: at least %d)".formatted(secret.length, MIN_KEY_BYTES));
    }
    try {
      keyed = Mac.getInstance(ALGORITHM);
      keyed.init(new SecretKeySpec(secret, ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  /** A key of 32 bytes for another purpose. */
  byte[] derivedKey(String purpose) {
    return mac(purpose);
  }

  String of(String content) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Arrays.copyOf(mac(content), BYTES));
  }

  boolean isOf(String content, String seal) {
    return MessageDigest.isEqual(
        seal.getBytes(StandardCharsets.US_ASCII), of(content).getBytes(StandardCharsets.US_ASCII));
  }

  private byte[] mac(String content) {
    try {
      return ((Mac) keyed.clone()).doFinal(content.getBytes(StandardCharsets.US_ASCII));
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's " + ALGORITHM + " can be cloned", e);
    }
  }
}
