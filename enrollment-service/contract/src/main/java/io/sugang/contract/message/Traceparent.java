package io.sugang.contract.message;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** W3C trace context, level 1: {@code 00-<32 hex>-<16 hex>-<2 hex>}. */
public final class Traceparent {

  private static final int LENGTH = 55;

  private Traceparent() {}

  /** The caller's trace context if it is well formed, else a new one that is not sampled. */
  public static String continueOrStart(String header) {
    return isWellFormed(header) ? header : start();
  }

  /** Whether a text has the form of a trace context. */
  public static boolean isWellFormed(String text) {
    return text != null
        && text.length() == LENGTH
        && text.startsWith("00-")
        && text.charAt(35) == '-'
        && text.charAt(52) == '-'
        && isHex(text, 3, 35)
        && isHex(text, 36, 52)
        && isHex(text, 53, LENGTH)
        && !isZero(text, 3, 35)
        && !isZero(text, 36, 52);
  }

  private static boolean isHex(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }

  private static boolean isZero(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) != '0') {
        return false;
      }
    }
    return true;
  }

  /** The trace id inside a well-formed trace context; it doubles as the request id in logs. */
  public static String traceId(String traceparent) {
    return traceparent.substring(3, 35);
  }

  /** The id of the calling span inside a well-formed trace context. */
  public static String spanId(String traceparent) {
    return traceparent.substring(36, 52);
  }

  /** Whether whoever began a well-formed trace context has it recorded. */
  public static boolean isSampled(String traceparent) {
    return (Character.digit(traceparent.charAt(LENGTH - 1), 16) & 1) == 1;
  }

  /** A well-formed trace context as of somebody who does not have it recorded. */
  public static String unrecorded(String traceparent) {
    return isSampled(traceparent) ? traceparent.substring(0, LENGTH - 2) + "00" : traceparent;
  }

  private static String start() {
    var random = ThreadLocalRandom.current();
    var hex = HexFormat.of();
    return "00-"
        + hex.toHexDigits(random.nextLong() | 1)
        + hex.toHexDigits(random.nextLong())
        + "-"
        + hex.toHexDigits(random.nextLong() | 1)
        + "-00";
  }
}
