package io.sugang.benchmark.load;

import java.util.Arrays;

/** One answer as it came over a connection; only valid while its receiver is called. */
final class Answer {

  private static final int DEFAULT_RETRY_SECONDS = 1;
  private static final int LONGEST_RETRY_SECONDS = 30;

  private final int status;
  private final String retryAfter;
  private byte[] body = {};

  Answer(int status, String retryAfter) {
    this.status = status;
    this.retryAfter = retryAfter;
  }

  int status() {
    return status;
  }

  byte[] body() {
    return body;
  }

  void append(byte[] more) {
    if (body.length == 0) {
      body = more;
      return;
    }
    byte[] both = Arrays.copyOf(body, body.length + more.length);
    System.arraycopy(more, 0, both, body.length, more.length);
    body = both;
  }

  /** When to ask again, in seconds; 1 if the answer does not say. */
  int retryAfterSeconds() {
    try {
      return retryAfter == null
          ? DEFAULT_RETRY_SECONDS
          : Math.clamp(Integer.parseInt(retryAfter.strip()), 0, LONGEST_RETRY_SECONDS);
    } catch (NumberFormatException e) {
      return DEFAULT_RETRY_SECONDS;
    }
  }
}
