package io.sugang.benchmark.round;

import io.sugang.local.Home;
import io.sugang.local.identity.Role;
import io.sugang.local.identity.TokenCache;
import io.sugang.local.identity.TokenIssuer;
import io.sugang.local.university.University;
import java.io.IOException;
import java.util.List;

/**
 * The students who take part.
 *
 * @param tokens one for each id
 */
public record People(List<String> ids, List<String> tokens) {

  /** The first students of the university, with tokens signed now or before. */
  public static People first(int count, Home home) throws IOException {
    List<String> ids = University.studentIds(count);
    List<String> tokens =
        new TokenCache(home, new TokenIssuer(home))
            .lines(Role.STUDENT, ids).stream()
                .map(line -> line.substring(line.indexOf('\t') + 1))
                .toList();
    return new People(ids, tokens);
  }

  /** Only the first so many of them. */
  People limitedTo(int count) {
    return new People(ids.subList(0, count), tokens.subList(0, count));
  }
}
