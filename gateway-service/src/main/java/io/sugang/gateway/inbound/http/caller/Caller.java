package io.sugang.gateway.inbound.http.caller;

import io.sugang.contract.id.StudentId;
import io.sugang.gateway.domain.Identity;
import jakarta.enterprise.context.RequestScoped;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Who calls, by their verified token. */
@RequestScoped
public class Caller {

  private final JsonWebToken token;
  private final StudentClaim studentClaim;

  Caller(JsonWebToken token, StudentClaim studentClaim) {
    this.token = token;
    this.studentClaim = studentClaim;
  }

  public StudentId student() {
    return studentClaim.of(token);
  }

  public Identity identity() {
    return new Identity(student(), "Bearer " + token.getRawToken());
  }
}
