package io.sugang.gateway.application;

/** Redis does not answer, or the line is closed until it is reopened. */
public final class LineAwayException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LineAwayException(String message, Throwable cause) {
    super(message, cause);
  }
}
