package io.sugang.gateway.application;

/** enrollment-service does not answer. */
public final class EnrollmentAwayException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public EnrollmentAwayException(Throwable cause) {
    super("enrollment-service does not answer: " + cause.getClass().getSimpleName(), cause);
  }
}
