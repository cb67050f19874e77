package io.sugang.waitlist.rule.student;

import io.sugang.contract.id.SectionId;
import io.sugang.waitlist.rule.release.SeatRelease;
import java.util.Map;

/**
 * A term's rule book and what it is applied to, as of one version.
 *
 * @param version rises whenever anything of it changes, 0 or more
 * @param release when seats that are given back are released
 */
public record TermRules(
    int version, RuleBook book, Map<SectionId, Offer> offers, SeatRelease release) {

  public TermRules {
    offers = Map.copyOf(offers);
  }
}
