package io.sugang.gateway.domain;

import io.sugang.contract.id.StudentId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes and reads tickets. A browser's event stream can't send a token; a ticket in its address
 * says for a short time whose it is, and is good for nothing else. Addresses end up in logs of
 * whatever stands before us, so a ticket is encrypted (AES-GCM): only a gateway can tell whose it
 * is.
 */
public final class TicketSeal {

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{48,120}");

  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKeySpec key;
  private final SecureRandom random = new SecureRandom();

  /**
   * Takes the key that all gateways share.
   *
   * @param secret at least 32 bytes
   */
  public TicketSeal(byte[] secret) {
    key = new SecretKeySpec(new Seal(secret).derivedKey("ticket"), "AES");
  }

  /** A ticket for a student. */
  public String seal(StudentId student, Instant end) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] name = student.value().getBytes(StandardCharsets.US_ASCII);
    byte[] content =
        ByteBuffer.allocate(Long.BYTES + name.length).putLong(end.toEpochMilli()).put(name).array();
    try {
      byte[] hidden = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(content);
      return encode(
          ByteBuffer.allocate(nonce.length + hidden.length).put(nonce).put(hidden).array());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + CIPHER, e);
    }
  }

  /** Whose ticket it is; empty if it is none, or no longer valid. */
  public Optional<StudentId> open(String ticket, Instant now) {
    if (!FORM.matcher(ticket).matches()) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(ticket);
      // There are several ways to write the last bits, and one ticket.
      if (!encode(bytes).equals(ticket)) {
        return Optional.empty();
      }
      ByteBuffer content = ByteBuffer.wrap(decrypt(bytes));
      boolean isValid = now.toEpochMilli() < content.getLong();
      String student = StandardCharsets.US_ASCII.decode(content).toString();
      return isValid ? Optional.of(new StudentId(student)) : Optional.empty();
    } catch (AEADBadTagException | IllegalArgumentException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + CIPHER, e);
    }
  }

  private byte[] decrypt(byte[] ticket) throws GeneralSecurityException {
    byte[] nonce = Arrays.copyOf(ticket, NONCE_BYTES);
    return cipher(Cipher.DECRYPT_MODE, nonce)
        .doFinal(ticket, NONCE_BYTES, ticket.length - NONCE_BYTES);
  }

  private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    return cipher;
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
