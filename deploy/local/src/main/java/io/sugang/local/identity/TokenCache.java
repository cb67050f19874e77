package io.sugang.local.identity;

import com.nimbusds.jwt.SignedJWT;
import io.sugang.local.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Keeps signed tokens on disk, because signing thousands takes a while. */
public final class TokenCache {

  /** As long as services trust one. */
  private static final Duration LIFETIME = Duration.ofDays(1);

  private static final Duration RENEW_BEFORE = Duration.ofHours(8);

  private final Home home;
  private final TokenIssuer issuer;

  public TokenCache(Home home, TokenIssuer issuer) {
    this.home = home;
    this.issuer = issuer;
  }

  /** One line {@code subject<TAB>token} for each subject, in their order. */
  public List<String> lines(Role role, List<String> subjects) throws IOException {
    Path file = home.identity().resolve("tokens-" + role.claim() + ".tsv");
    List<String> lines = new ArrayList<>(readFresh(file));
    if (lines.size() < subjects.size()) {
      int known = lines.size();
      lines.addAll(
          IntStream.range(known, subjects.size())
              .parallel()
              .mapToObj(subjects::get)
              .map(subject -> line(role, subject))
              .toList());
      Path partial = Files.createTempFile(home.identity(), "tokens", ".tsv");
      Files.write(partial, lines);
      Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return lines.subList(0, subjects.size());
  }

  /** Such a line for one subject, signed now. */
  public String line(Role role, String subject) {
    return subject + '\t' + issuer.sign(subject, role, LIFETIME);
  }

  /** Lines are signed in order, so the first one is the oldest. */
  private static List<String> readFresh(Path file) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    List<String> lines = Files.readAllLines(file);
    return lines.isEmpty() || !isGood(lines.getFirst()) ? List.of() : lines;
  }

  private static boolean isGood(String line) {
    try {
      String token = line.substring(line.indexOf('\t') + 1);
      Instant expires = SignedJWT.parse(token).getJWTClaimsSet().getExpirationTime().toInstant();
      Instant now = Instant.now();
      // Earlier versions signed them for longer than is trusted.
      return expires.isAfter(now.plus(RENEW_BEFORE)) && expires.isBefore(now.plus(LIFETIME));
    } catch (ParseException e) {
      return false;
    }
  }
}
