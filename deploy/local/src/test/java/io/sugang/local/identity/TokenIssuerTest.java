package io.sugang.local.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import io.sugang.local.Home;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenIssuerTest {

  @TempDir private Path directory;

  @Test
  void tokensAreRs256AndVerifyWithThePublishedKey() throws Exception {
    var issuer = new TokenIssuer(Home.at(directory, directory.resolve("home")));
    var token = SignedJWT.parse(issuer.sign("2026010001", Role.STUDENT, Duration.ofMinutes(1)));
    var keys = JWKSet.parse(issuer.publicKeys());

    assertThat(token.getHeader().getAlgorithm().getName()).isEqualTo("RS256");
    assertThat(token.verify(new RSASSAVerifier(keys.getKeys().getFirst().toRSAKey()))).isTrue();
    assertThat(keys.getKeys().getFirst().isPrivate()).isFalse();
    assertThat(token.getJWTClaimsSet().getStringListClaim("groups")).containsExactly("student");
  }

  @Test
  void theKeyAndSignedTokensSurviveARestart() throws Exception {
    var home = Home.at(directory, directory.resolve("home"));
    List<String> subjects = List.of("a", "b", "c");
    List<String> first =
        new TokenCache(home, new TokenIssuer(home)).lines(Role.STUDENT, subjects.subList(0, 2));

    List<String> more = new TokenCache(home, new TokenIssuer(home)).lines(Role.STUDENT, subjects);

    assertThat(more).startsWith(first.toArray(String[]::new)).hasSize(3);
    assertThat(more).allMatch(line -> line.matches("[abc]\t[^\t]+"));
  }
}
