package io.sugang.contract.enrollment;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Map;

/**
 * What the student rules say of a cart, if its sections were given in its order.
 *
 * @param sections in the cart's order
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record CartCheck(List<Checked> sections) {

  public CartCheck {
    sections = List.copyOf(sections);
  }

  /**
   * What they say of one section.
   *
   * @param held whether the student has a seat in it already
   * @param alternative whether it is only needed if an earlier one of its bundle is not given
   * @param violations all that is in the way, in the order in which a refusal would tell it
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Checked(
      String section, boolean held, boolean alternative, List<Violation> violations) {
    public Checked {
      violations = List.copyOf(violations);
    }
  }

  /**
   * A rule that is in the way, with the facts that say so.
   *
   * @param assumed whether it is only in the way if earlier sections of the cart are given
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Violation(String rule, Map<String, Object> facts, boolean assumed) {
    public Violation {
      facts = Map.copyOf(facts);
    }
  }
}
