package io.sugang.edge;

import jakarta.ws.rs.core.MediaType;
import java.util.stream.Stream;

/** Whether a caller of a {@link PlainRoute} takes what it answers. */
public final class Accepted {

  private static final int MOST = 50;

  private final MediaType type;
  private final String name;
  private final String nameFirst;

  /**
   * @param type what the route answers
   */
  public Accepted(MediaType type) {
    this.type = type;
    this.name = type.toString();
    this.nameFirst = name + ",";
  }

  /**
   * Whether a header {@code Accept} names the media type among its first fifty, whatever the case
   * of its letters; without the header everything is taken.
   */
  public boolean isIn(String accept) {
    return accept == null
        || accept.equals(MediaType.WILDCARD)
        || accept.equals(name)
        || accept.startsWith(nameFirst)
        || accept.isBlank()
        || Stream.of(accept.split(",", MOST + 1))
            .limit(MOST)
            .anyMatch(member -> names(member.strip()));
  }

  private boolean names(String member) {
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
