package io.sugang.contract.message;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** W3C trace context, level 1: {@code 00-<32 hex>-<16 hex>-<2 hex>}. */
public final class Traceparent {

  private static final Pattern FORM =
      Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

  private Traceparent() {}

  /** The caller's trace context if it is well formed, else a new one that is not sampled. */
  public static String continueOrStart(String header) {
    return isWellFormed(header) ? header : start();
  }

  /** Whether a text has the form of a trace context. */
  public static boolean isWellFormed(String text) {
    return text != null && FORM.matcher(text).matches();
  }

  /** The trace id inside a well-formed trace context; it doubles as the request id in logs. */
  public static String traceId(String traceparent) {
    return traceparent.substring(3, 35);
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
