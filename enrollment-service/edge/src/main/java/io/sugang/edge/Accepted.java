package io.sugang.edge;

import jakarta.ws.rs.core.MediaType;
import java.util.regex.Pattern;

/** Whether a caller of a {@link PlainRoute} takes what it answers. */
public final class Accepted {

  private static final Pattern COMMA = Pattern.compile(",");

  private Accepted() {}

  /**
   * Whether a header {@code Accept} names a media type, whatever the case of its letters; without
   * the header everything is taken.
   */
  public static boolean includes(String accept, MediaType type) {
    return accept == null
        || accept.isBlank()
        || accept.equals(MediaType.WILDCARD)
        || COMMA.splitAsStream(accept).anyMatch(member -> names(member.strip(), type));
  }

  private static boolean names(String member, MediaType type) {
    try {
      MediaType wanted = MediaType.valueOf(member);
      return type.isCompatible(wanted) && !isUnwanted(wanted.getParameters().get("q"));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isUnwanted(String quality) {
    try {
      return quality != null && Double.parseDouble(quality) <= 0;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
