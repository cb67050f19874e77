package io.sugang.enrollment.identity;

import io.sugang.contract.id.StudentId;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.ForbiddenException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Who calls, by their verified token. */
@RequestScoped
public class Caller {

  private static final int LONGEST_SUBJECT = 100;

  private final JsonWebToken token;
  private final String studentClaim;

  Caller(
      JsonWebToken token,
      @ConfigProperty(name = "sugang.identity.student-claim") String studentClaim) {
    this.token = token;
    this.studentClaim = studentClaim;
  }

  /** The student whose token it is. */
  public StudentId student() {
    try {
      Object number = token.getClaim(studentClaim);
      return new StudentId(number == null ? null : number.toString());
    } catch (IllegalArgumentException e) {
      throw new ForbiddenException("the token names no student", e);
    }
  }

  /** Whoever it is, by their token's subject. */
  public String subject() {
    String subject = token.getSubject();
    if (subject == null || subject.isBlank() || subject.length() > LONGEST_SUBJECT) {
      throw new ForbiddenException("the token names nobody");
    }
    return subject;
  }
}
