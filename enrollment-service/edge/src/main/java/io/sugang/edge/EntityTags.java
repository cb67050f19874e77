package io.sugang.edge;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The entity tags that a caller names in {@code If-Match} or {@code If-None-Match} (RFC 9110, 8.8.3
 * and 13.1).
 *
 * @param any whether the caller wrote {@code *}
 * @param strong values of strong tags
 * @param all values of all tags, weak or not
 */
public record EntityTags(boolean any, Set<String> strong, Set<String> all) {

  private static final Pattern TAG =
      Pattern.compile("[\\s,]*(W/)?\"([\\x21\\x23-\\x7E\\x80-\\uFFFF]*)\"\\s*(?=,|$)[\\s,]*");

  public EntityTags {
    strong = Set.copyOf(strong);
    all = Set.copyOf(all);
  }

  /** Those of a header; empty if it can't be read. */
  public static Optional<EntityTags> of(String header) {
    if (header.strip().equals("*")) {
      return Optional.of(new EntityTags(true, Set.of(), Set.of()));
    }
    var strong = new HashSet<String>();
    var all = new HashSet<String>();
    Matcher tag = TAG.matcher(header);
    int end = 0;
    while (tag.find() && tag.start() == end) {
      end = tag.end();
      all.add(tag.group(2));
      if (tag.group(1) == null) {
        strong.add(tag.group(2));
      }
    }
    return end == header.length() && !all.isEmpty()
        ? Optional.of(new EntityTags(false, strong, all))
        : Optional.empty();
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
