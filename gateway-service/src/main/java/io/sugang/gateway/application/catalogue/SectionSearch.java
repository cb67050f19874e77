package io.sugang.gateway.application.catalogue;

import io.sugang.contract.enrollment.Catalogue;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds sections by words of their id, titles and teachers. However people type: composed or
 * decomposed Hangul, full-width letters, upper or lower case, words in any order, with spaces or
 * without.
 */
public final class SectionSearch {

  /** Also the ideographic space and those that do not break. */
  private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");

  /** Between two texts; no word has it. */
  private static final String END = "\n";

  private final List<String> words;

  private SectionSearch(List<String> words) {
    this.words = words;
  }

  /**
   * A search.
   *
   * @param query words; without any, every section matches
   */
  public static SectionSearch of(String query) {
    return new SectionSearch(
        Stream.of(SPACES.split(normal(query))).filter(word -> !word.isEmpty()).toList());
  }

  /**
   * What can be found in a section, made once a catalogue.
   *
   * @return its texts, without spaces
   */
  static String textOf(Catalogue.Section section) {
    return Stream.of(
            section.id(),
            section.titleKo(),
            section.titleEn(),
            section.teacherKo(),
            section.teacherEn())
        .map(text -> SPACES.matcher(normal(text)).replaceAll(""))
        .collect(Collectors.joining(END));
  }

  /** Whether a section's text has every word. */
  boolean matches(String text) {
    return words.stream().allMatch(text::contains);
  }

  private static String normal(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
  }
}
