package io.sugang.enrollment.cart;

import io.sugang.contract.enrollment.Cart;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.text.PlainText;
import io.sugang.edge.problem.JsonProblems;
import io.sugang.edge.problem.Problem;
import io.sugang.edge.problem.ProblemException;
import io.sugang.edge.problem.Rule;
import io.sugang.enrollment.cart.OfferedSections.Offered;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/**
 * A cart as a student wants it.
 *
 * @param sections {@value #MOST_SECTIONS} at most, of one term, each once, in order of preference
 * @param bundles {@value #MOST_BUNDLES} at most
 */
public record WantedCart(List<String> sections, List<WantedBundle> bundles) {

  private static final int MOST_SECTIONS = 30;
  private static final int MOST_BUNDLES = 10;
  private static final int MOST_CREDITS = 60;

  /**
   * Sections of the cart of which the student wants no more than some.
   *
   * @param sections of the cart, each once
   * @param maxSections so many of them; {@code null}: any number
   * @param maxCredits so many credits of them, and no fewer than any of them has; {@code null}: any
   *     number
   */
  public record WantedBundle(List<String> sections, Integer maxSections, Integer maxCredits) {}

  /**
   * The cart.
   *
   * @param catalogue what there is of these sections
   * @throws ProblemException that names the field, if it can't be
   */
  static Cart cart(WantedCart wanted, Function<List<String>, Map<String, Offered>> catalogue) {
    if (wanted == null) {
      throw new ProblemException(JsonProblems.noObject());
    }
    require(wanted.sections() != null, "sections", Rule.JSON_LIST);
    require(wanted.sections().size() <= MOST_SECTIONS, "sections", Rule.atMost(MOST_SECTIONS));
    List<WantedBundle> bundles = wanted.bundles() == null ? List.of() : wanted.bundles();
    require(bundles.size() <= MOST_BUNDLES, "bundles", Rule.atMost(MOST_BUNDLES));
    var ids = new ArrayList<String>();
    for (int i = 0; i < wanted.sections().size(); i++) {
      ids.add(section("sections[%d]".formatted(i), wanted.sections().get(i)));
    }
    Map<String, Offered> offered = ids.isEmpty() ? Map.of() : catalogue.apply(ids);
    checkSections(ids, offered);
    var made = new ArrayList<Cart.Bundle>();
    for (int i = 0; i < bundles.size(); i++) {
      made.add(bundle("bundles[%d]".formatted(i), bundles.get(i), ids, offered));
    }
    return new Cart(0, ids, made);
  }

  private static void checkSections(List<String> ids, Map<String, Offered> offered) {
    var seen = new HashSet<String>();
    for (int i = 0; i < ids.size(); i++) {
      String field = "sections[%d]".formatted(i);
      Offered section = offered.get(ids.get(i));
      require(section != null, field, Rule.OFFERED_SECTION);
      require(seen.add(ids.get(i)), field, Rule.NAMED_ONCE);
      require(section.term().equals(offered.get(ids.getFirst()).term()), field, Rule.SAME_TERM);
    }
  }

  private static Cart.Bundle bundle(
      String field, WantedBundle wanted, List<String> cart, Map<String, Offered> offered) {
    require(wanted != null, field, Rule.JSON_OBJECT);
    List<String> sections = wanted.sections();
    require(
        sections != null && !sections.isEmpty() && sections.size() <= MOST_SECTIONS,
        field + ".sections",
        Rule.entries(MOST_SECTIONS));
    Set<String> named = new HashSet<>();
    int dearest = 1;
    for (int i = 0; i < sections.size(); i++) {
      String entry = "%s.sections[%d]".formatted(field, i);
      String section = section(entry, sections.get(i));
      require(cart.contains(section), entry, Rule.SECTION_OF_CART);
      require(named.add(section), entry, Rule.NAMED_ONCE);
      dearest = Math.max(dearest, offered.get(section).credits());
    }
    require(wanted.maxSections() != null || wanted.maxCredits() != null, field, Rule.BUNDLE_LIMIT);
    return new Cart.Bundle(
        cart.stream().filter(named::contains).toList(),
        limit(field + ".maxSections", wanted.maxSections(), 1, MOST_SECTIONS),
        limit(field + ".maxCredits", wanted.maxCredits(), dearest, MOST_CREDITS));
  }

  private static OptionalInt limit(String field, Integer value, int min, int max) {
    if (value == null) {
      return OptionalInt.empty();
    }
    require(value >= min && value <= max, field, Rule.range(min, max));
    return OptionalInt.of(value);
  }

  private static String section(String field, String text) {
    try {
      return new SectionId(PlainText.of(text)).value();
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new ProblemException(Problem.field(field, Rule.SECTION_ID));
    }
  }

  private static void require(boolean holds, String field, Rule rule) {
    if (!holds) {
      throw new ProblemException(Problem.field(field, rule));
    }
  }
}
