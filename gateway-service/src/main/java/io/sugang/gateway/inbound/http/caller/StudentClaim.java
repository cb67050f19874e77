package io.sugang.gateway.inbound.http.caller;

import io.sugang.contract.id.StudentId;
import io.sugang.edge.problem.Problem;
import io.sugang.edge.problem.ProblemException;
import io.sugang.edge.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Which claim of a verified token names the student; universities have different ones. */
@ApplicationScoped
class StudentClaim {

  private final String name;

  StudentClaim(@ConfigProperty(name = "sugang.identity.student-claim") String name) {
    this.name = name;
  }

  /**
   * The student whose token it is.
   *
   * @throws ProblemException if the token names none
   */
  StudentId of(JsonWebToken token) {
    try {
      Object number = token.getClaim(name);
      return new StudentId(number == null ? null : number.toString());
    } catch (IllegalArgumentException e) {
      throw new ProblemException(Problem.of(ProblemType.STUDENT_UNKNOWN));
    }
  }
}
