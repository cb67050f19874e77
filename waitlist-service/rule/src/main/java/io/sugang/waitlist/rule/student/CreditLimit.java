package io.sugang.waitlist.rule.student;

import io.sugang.contract.decision.RefusalRule;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Nobody takes more credits in a term than the registrar lets the student, and a good average adds.
 *
 * @param countsWaitlisted whether places on waitlists count as if they were seats
 * @param bands credits more for a good average; the best one that applies
 */
public record CreditLimit(boolean countsWaitlisted, List<Band> bands) implements StudentRule {

  /** So many credits more from an average on. */
  public record Band(BigDecimal from, int more) {}

  public CreditLimit {
    bands = List.copyOf(bands);
  }

  @Override
  public RefusalRule name() {
    return RefusalRule.CREDIT_LIMIT;
  }

  @Override
  public Optional<Map<String, Object>> violation(StudentFacts student, Offer offer) {
    int limit = limit(student);
    int used = credits(student.seats()) + (countsWaitlisted ? credits(student.places()) : 0);
    return used + offer.credits() <= limit
        ? Optional.empty()
        : Optional.of(Map.of("limit", limit, "used", used, "credits", offer.credits()));
  }

  private int limit(StudentFacts student) {
    return student.maxCredits()
        + student
            .gradeAverage()
            .map(
                average ->
                    bands.stream()
                        .filter(band -> average.compareTo(band.from()) >= 0)
                        .mapToInt(Band::more)
                        .max()
                        .orElse(0))
            .orElse(0);
  }

  private static int credits(List<Offer> offers) {
    return offers.stream().mapToInt(Offer::credits).sum();
  }
}
