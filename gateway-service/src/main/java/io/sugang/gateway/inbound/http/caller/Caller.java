package io.sugang.gateway.inbound.http.caller;

import io.sugang.contract.id.StudentId;
import io.sugang.gateway.domain.Identity;
import io.sugang.gateway.inbound.http.problem.Problem;
import io.sugang.gateway.inbound.http.problem.ProblemException;
import io.sugang.gateway.inbound.http.problem.ProblemType;
import jakarta.enterprise.context.RequestScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Who calls, by their verified token. */
@RequestScoped
public class Caller {

  private final JsonWebToken token;
  private final String studentClaim;

  Caller(
      JsonWebToken token,
      @ConfigProperty(name = "sugang.identity.student-claim") String studentClaim) {
    this.token = token;
    this.studentClaim = studentClaim;
  }

  public StudentId student() {
    try {
      Object number = token.getClaim(studentClaim);
      return new StudentId(number == null ? null : number.toString());
    } catch (IllegalArgumentException e) {
      throw new ProblemException(Problem.of(ProblemType.STUDENT_UNKNOWN));
    }
  }

  public Identity identity() {
    return new Identity(student(), "Bearer " + token.getRawToken());
  }
}
