package io.sugang.local;

/**
 * The local system can't do what was asked; the message tells the person in front of it what to do.
 */
public final class LocalSystemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LocalSystemException(String message) {
    super(message);
  }

  public LocalSystemException(String message, Throwable cause) {
    super(message, cause);
  }
}
