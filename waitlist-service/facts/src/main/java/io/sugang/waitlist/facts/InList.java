package io.sugang.waitlist.facts;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** The values of an IN list, and their placeholders. */
public final class InList {

  private static final int LONGEST_PADDED = 999;

  private InList() {}

  /**
   * The values, the last one repeated up to the next power of two, so that there are few statements
   * to be kept prepared; but not to 1,000 values, from where on MariaDB reads, and locks, in
   * another order.
   */
  public static <T> List<T> padded(Collection<T> values) {
    var padded = new ArrayList<T>(values);
    if (!padded.isEmpty()) {
      int powerOfTwo = Integer.highestOneBit(2 * padded.size() - 1);
      int size = Math.max(padded.size(), Math.min(powerOfTwo, LONGEST_PADDED));
      padded.addAll(Collections.nCopies(size - padded.size(), padded.getLast()));
    }
    return padded;
  }

  /** So many question marks. */
  public static String placeholders(int count) {
    return String.join(",", Collections.nCopies(count, "?"));
  }
}
