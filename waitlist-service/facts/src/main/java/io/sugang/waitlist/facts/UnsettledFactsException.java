package io.sugang.waitlist.facts;

/** Facts can't be read now, which is no request's fault; later they can. */
public final class UnsettledFactsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnsettledFactsException(String message, Throwable cause) {
    super(message, cause);
  }
}
