package io.sugang.gateway.inbound.http.caller;

import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import io.sugang.edge.problem.Problem;
import io.sugang.edge.problem.ProblemException;
import io.sugang.edge.problem.ProblemType;
import io.sugang.gateway.domain.Identity;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Who calls, by the token in the Authorization header. */
@ApplicationScoped
public class Bearer {

  private static final Logger LOG = Logger.getLogger(Bearer.class);
  private static final String SCHEME = "Bearer ";
  private static final String STUDENT = "student";

  private final JWTCallerPrincipalFactory tokens;
  private final JWTAuthContextInfo trusted;
  private final StudentClaim studentClaim;

  Bearer(JWTCallerPrincipalFactory tokens, JWTAuthContextInfo trusted, StudentClaim studentClaim) {
    this.tokens = tokens;
    this.trusted = trusted;
    this.studentClaim = studentClaim;
  }

  /**
   * The student who calls.
   *
   * @param authorization the header's value, or {@code null}
   * @throws ProblemException if there is no valid token of a student
   */
  public Identity identity(String authorization) {
    if (authorization == null
        || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw new ProblemException(Problem.of(ProblemType.UNAUTHENTICATED));
    }
    String token = authorization.substring(SCHEME.length()).strip();
    JWTCallerPrincipal caller = verify(token);
    if (!caller.getGroups().contains(STUDENT)) {
      throw new ProblemException(Problem.of(ProblemType.FORBIDDEN));
    }
    return new Identity(studentClaim.of(caller), SCHEME + token);
  }

  /** One that trusts somebody else, and remembers nobody. */
  public Bearer trusting(JWTAuthContextInfo others) {
    return new Bearer(new DefaultJWTCallerPrincipalFactory(), others, studentClaim);
  }

  private JWTCallerPrincipal verify(String token) {
    try {
      return tokens.parse(token, trusted);
    } catch (ParseException e) {
      LOG.debugf("a token was refused: %s", e.getMessage());
      throw new ProblemException(Problem.of(ProblemType.UNAUTHENTICATED));
    }
  }
}
