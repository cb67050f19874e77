package io.sugang.waitlist.facts;

import io.sugang.contract.id.SectionId;
import io.sugang.waitlist.rule.student.TermRules;
import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The terms' rules as of their latest version. Whoever asks has read the version before, the worker
 * when its students are locked, so what is kept is never older than what the database says.
 */
public final class TermRulesCache {

  private final ConcurrentMap<String, TermRules> terms = new ConcurrentHashMap<>();

  /**
   * A term's rules, read anew if the version is another.
   *
   * @param sections of the term, which must be known
   * @throws UnsettledFactsException if they can't be read now
   */
  public TermRules of(
      String term, int version, Collection<SectionId> sections, FactsSource source) {
    TermRules known = terms.get(term);
    if (known != null && isUpToDate(known, version, sections)) {
      return known;
    }
    TermRules read = TermRulesReader.read(term, source);
    // Another thread may have read a newer one meanwhile.
    return terms.merge(term, read, (one, other) -> one.version() > other.version() ? one : other);
  }

  /** What is known of a term is not enough. */
  void forget(String term) {
    terms.remove(term);
  }

  /** A section may have been added without anybody saying so. */
  private static boolean isUpToDate(TermRules rules, int version, Collection<SectionId> sections) {
    return rules.version() == version
        && (rules.book().isEmpty() || rules.offers().keySet().containsAll(sections));
  }
}
