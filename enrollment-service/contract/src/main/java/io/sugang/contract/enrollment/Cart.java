package io.sugang.contract.enrollment;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.OptionalInt;

/**
 * What a student prepares before registration opens.
 *
 * @param version rises with every change; 0: nothing was ever put in
 * @param sections ids, in order of preference
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Cart(int version, List<String> sections, List<Bundle> bundles) {

  public Cart {
    sections = List.copyOf(sections);
    bundles = List.copyOf(bundles);
  }

  /**
   * Sections of the cart of which the student wants no more than some; one limit, or both.
   *
   * @param maxSections so many of them, 1 or more
   * @param maxCredits so many credits of them, 1 or more
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Bundle(List<String> sections, OptionalInt maxSections, OptionalInt maxCredits) {
    public Bundle {
      sections = List.copyOf(sections);
    }
  }
}
