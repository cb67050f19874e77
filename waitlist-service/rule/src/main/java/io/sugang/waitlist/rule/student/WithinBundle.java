package io.sugang.waitlist.rule.student;

import io.sugang.contract.decision.RefusalRule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Nobody gets more of a bundle than their cart says. */
public record WithinBundle() implements StudentRule {

  @Override
  public RefusalRule name() {
    return RefusalRule.BUNDLE_SATISFIED;
  }

  @Override
  public Optional<Map<String, Object>> violation(StudentFacts student, Offer offer) {
    return student.bundles().stream()
        .filter(bundle -> bundle.sections().contains(offer.section()))
        .flatMap(
            bundle -> {
              List<Offer> held = bundle.of(student.seats());
              return bundle.takes(offer, held)
                  ? Optional.<Map<String, Object>>empty().stream()
                  : Optional.of(facts(bundle, held)).stream();
            })
        .findFirst();
  }

  private static Map<String, Object> facts(Bundle bundle, List<Offer> held) {
    var facts = new HashMap<String, Object>();
    facts.put(
        "sections",
        held.isEmpty()
            ? "–"
            : FactText.names(held.stream().map(seat -> seat.section().value()).sorted().toList()));
    bundle.maxSections().ifPresent(most -> facts.put("maxSections", most));
    bundle.maxCredits().ifPresent(most -> facts.put("maxCredits", most));
    return facts;
  }
}
