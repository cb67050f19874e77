package io.sugang.edge;

import io.sugang.edge.problem.Problem;
import io.sugang.edge.problem.ProblemException;
import io.sugang.edge.problem.Rule;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The entity tags that a caller names in {@code If-Match} or {@code If-None-Match} (RFC 9110, 8.8.3
 * and 13.1).
 *
 * @param any whether the caller wrote {@code *}
 * @param strong values of strong tags
 * @param all values of all tags, weak or not
 */
public record EntityTags(boolean any, Set<String> strong, Set<String> all) {

  private static final String WEAK = "W/\"";

  public EntityTags {
    strong = Set.copyOf(strong);
    all = Set.copyOf(all);
  }

  /**
   * What a call's {@code If-Match} says of a tag; without that header any is fine.
   *
   * @throws ProblemException if it can't be read
   */
  public static Predicate<String> ifMatch(HttpHeaders call) {
    if (call.getRequestHeader(HttpHeaders.IF_MATCH).isEmpty()) {
      return _ -> true;
    }
    EntityTags tags =
        of(call, HttpHeaders.IF_MATCH)
            .orElseThrow(
                () -> new ProblemException(Problem.field(HttpHeaders.IF_MATCH, Rule.ENTITY_TAGS)));
    return tags::includeStrongly;
  }

  /**
   * Those of a call's header, on however many lines; empty if there is none or it can't be read.
   */
  public static Optional<EntityTags> of(HttpHeaders call, String header) {
    return of(String.join(",", call.getRequestHeader(header)));
  }

  /**
   * Those of a header; empty if it can't be read. Goes over it once: its time can't be made long.
   */
  public static Optional<EntityTags> of(String header) {
    if (header.strip().equals("*")) {
      return Optional.of(new EntityTags(true, Set.of(), Set.of()));
    }
    var strong = new HashSet<String>();
    var all = new HashSet<String>();
    int at = skipGap(header, 0);
    while (at < header.length()) {
      boolean isWeak = header.startsWith(WEAK, at);
      int open = isWeak ? at + WEAK.length() - 1 : at;
      int close = header.charAt(open) == '"' ? header.indexOf('"', open + 1) : -1;
      if (close < 0) {
        return Optional.empty();
      }
      String tag = header.substring(open + 1, close);
      int next = skipGap(header, close + 1);
      boolean isSeparate = next == header.length() || hasComma(header, close + 1, next);
      if (!isSeparate || !isTag(tag)) {
        return Optional.empty();
      }
      all.add(tag);
      if (!isWeak) {
        strong.add(tag);
      }
      at = next;
    }
    return all.isEmpty() ? Optional.empty() : Optional.of(new EntityTags(false, strong, all));
  }

  private static int skipGap(String header, int from) {
    int at = from;
    while (at < header.length() && " \t,".indexOf(header.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }

  private static boolean hasComma(String header, int from, int to) {
    int comma = header.indexOf(',', from);
    return comma >= 0 && comma < to;
  }

  private static boolean isTag(String text) {
    return text.chars().allMatch(c -> c > ' ' && c != 0x7F);
  }

  /** Whether a tag is among them, weak or not: what {@code If-None-Match} asks. */
  public boolean includeWeakly(String tag) {
    return any || all.contains(tag);
  }

  /** Whether a strong tag is among the strong ones: what {@code If-Match} asks. */
  public boolean includeStrongly(String tag) {
    return any || strong.contains(tag);
  }
}
