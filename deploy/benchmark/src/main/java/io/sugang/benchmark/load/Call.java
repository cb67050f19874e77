package io.sugang.benchmark.load;

import io.sugang.benchmark.workload.Ask;

/**
 * What one client noted about one request. Written on the event loop; read by others after the
 * round. Times are this JVM's {@link System#nanoTime()}.
 */
public final class Call {

  private final Ask ask;
  private int attempts;
  private long firstSentAt;
  private long endedAt;
  private long retryAt;
  private int status;
  private byte[] body = {};

  Call(Ask ask) {
    this.ask = ask;
  }

  public Ask ask() {
    return ask;
  }

  /** How often it was sent, 0 or more. */
  public int attempts() {
    return attempts;
  }

  /** When it was sent first. */
  public long firstSentAt() {
    return firstSentAt;
  }

  /** When its final answer came, or when it was given up. */
  public long endedAt() {
    return endedAt;
  }

  /** HTTP status of the last answer, or 0 if the last attempt had none. */
  public int status() {
    return status;
  }

  /** Body of the last answer; not a copy. */
  public byte[] body() {
    return body;
  }

  void sent(long nanoTime) {
    if (attempts == 0) {
      firstSentAt = nanoTime;
    }
    attempts++;
  }

  void answered(int newStatus, byte[] newBody, long nanoTime) {
    status = newStatus;
    body = newBody;
    endedAt = nanoTime;
  }

  void retryAt(long nanoTime) {
    retryAt = nanoTime;
  }

  long retryAt() {
    return retryAt;
  }
}
