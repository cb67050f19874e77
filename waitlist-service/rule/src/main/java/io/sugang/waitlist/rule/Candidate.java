package io.sugang.waitlist.rule;

/**
 * Somebody on the waitlist whose turn may come.
 *
 * @param hasRank whether it is not passed over
 */
public record Candidate(Holder holder, boolean hasRank) {

  /** Somebody with a rank. */
  public static Candidate ranked(Holder holder) {
    return new Candidate(holder, true);
  }
}
