package io.sugang.gateway.inbound.http;

/** Ends the handling of a call with a problem. */
final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  ProblemException(Problem problem) {
    super(problem.type().slug(), null, false, false);
    this.problem = problem;
  }

  Problem problem() {
    return problem;
  }
}
