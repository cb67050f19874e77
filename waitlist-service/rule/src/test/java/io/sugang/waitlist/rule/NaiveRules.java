package io.sugang.waitlist.rule;

import io.sugang.contract.decision.RefusalRule;
import io.sugang.contract.enrollment.Cohort;
import io.sugang.contract.enrollment.Term.Window;
import io.sugang.waitlist.rule.student.Meeting;
import io.sugang.waitlist.rule.student.Offer;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The student rules once more, written without a look at the others, and what they say in words.
 *
 * @param rules those that apply
 * @param retakeUpTo of the rule about passed courses; {@code null}: none
 * @param countsWaitlisted of the credit limit
 */
public record NaiveRules(
    Set<RefusalRule> rules, BigDecimal retakeUpTo, boolean countsWaitlisted, List<Window> windows) {

  /**
   * Every rule that a seat would break, with its facts.
   *
   * @param others sections in which the student has a seat
   * @param creditsOfPlaces of the student's places on other waitlists
   * @param askedAt when the student asked; {@code null}: she waits
   */
  List<String> broken(
      NaiveTerm.Student student,
      Offer offer,
      List<Offer> others,
      int creditsOfPlaces,
      Set<RefusalRule> exemptions,
      Instant askedAt) {
    List<String> broken = new ArrayList<>();
    for (Offer other : others) {
      if (other.course().equals(offer.course())) {
        return List.of(told("course-already-taken", "section", other.section().value()));
      }
    }
    if (askedAt != null) {
      asked(broken, exemptions, student, askedAt.toEpochMilli());
    }
    if (!student.holds().isEmpty()) {
      judge(
          broken,
          exemptions,
          RefusalRule.HOLD,
          "holds",
          String.join(", ", new TreeSet<>(student.holds())));
    }
    if (!isForThem(offer, student)) {
      judge(
          broken,
          exemptions,
          RefusalRule.OTHER_COHORT,
          "cohorts",
          offer.cohorts().size() == 1 ? "1" : "CSE/2, exchange",
          "year",
          student.year(),
          "department",
          student.department());
    }
    BigDecimal grade = student.passed().get(offer.course());
    if (grade != null && retakeUpTo == null) {
      judge(
          broken, exemptions, RefusalRule.ALREADY_PASSED, "course", offer.course(), "grade", grade);
    } else if (grade != null && grade.doubleValue() > retakeUpTo.doubleValue()) {
      judge(
          broken,
          exemptions,
          RefusalRule.ALREADY_PASSED,
          "course",
          offer.course(),
          "grade",
          grade,
          "retakeUpTo",
          2.5);
    }
    Set<String> had = new HashSet<>(student.passed().keySet());
    missing(broken, exemptions, RefusalRule.PREREQUISITE_MISSING, offer.prerequisites(), had);
    others.forEach(other -> had.add(other.course()));
    missing(broken, exemptions, RefusalRule.COREQUISITE_MISSING, offer.corequisites(), had);
    conflict(broken, exemptions, offer, others);
    int used = countsWaitlisted ? creditsOfPlaces : 0;
    for (Offer other : others) {
      used += other.credits();
    }
    int limit = student.maxCredits() + more(student);
    if (used + offer.credits() > limit) {
      judge(
          broken,
          exemptions,
          RefusalRule.CREDIT_LIMIT,
          "limit",
          limit,
          "used",
          used,
          "credits",
          offer.credits());
    }
    wished(broken, exemptions, student, offer, others);
    return broken;
  }

  /** The first wish that one more would exceed. */
  private void wished(
      List<String> broken,
      Set<RefusalRule> exemptions,
      NaiveTerm.Student student,
      Offer offer,
      List<Offer> others) {
    for (NaiveTerm.Wish wish : student.wishes()) {
      if (!wish.of().contains(offer.section())) {
        continue;
      }
      var had = new TreeSet<String>();
      int credits = offer.credits();
      for (Offer other : others) {
        if (wish.of().contains(other.section())) {
          had.add(other.section().value());
          credits += other.credits();
        }
      }
      boolean tooMany = wish.sections() != null && had.size() + 1 > wish.sections();
      boolean tooMuch = wish.credits() != null && credits > wish.credits();
      if (tooMany || tooMuch) {
        var facts = new ArrayList<Object>();
        facts.addAll(List.of("sections", had.isEmpty() ? "–" : String.join(", ", had)));
        if (wish.sections() != null) {
          facts.addAll(List.of("maxSections", wish.sections()));
        }
        if (wish.credits() != null) {
          facts.addAll(List.of("maxCredits", wish.credits()));
        }
        judge(broken, exemptions, RefusalRule.BUNDLE_SATISFIED, facts.toArray());
        return;
      }
    }
  }

  private void asked(
      List<String> broken, Set<RefusalRule> exemptions, NaiveTerm.Student student, long at) {
    var hers = new ArrayList<String>();
    for (Window window : windows) {
      boolean isHers =
          window.year().orElse(student.year()) == student.year()
              && window.department().orElse(student.department()).equals(student.department())
              && (window.group().isEmpty() || student.groups().contains(window.group().get()));
      if (isHers) {
        if (window.opensAt().toEpochMilli() <= at && at < window.closesAt().toEpochMilli()) {
          return;
        }
        hers.add(inSeoul(window.opensAt()) + " – " + inSeoul(window.closesAt()));
      }
    }
    Collections.sort(hers);
    judge(
        broken,
        exemptions,
        RefusalRule.OUTSIDE_WINDOW,
        "acceptedAt",
        inSeoul(Instant.ofEpochMilli(at)),
        "windows",
        hers.isEmpty() ? "–" : String.join(", ", hers));
  }

  private static String inSeoul(Instant at) {
    return at.plusSeconds(9 * 3600).toString().substring(0, 19).replace('T', ' ') + "+09:00";
  }

  private void missing(
      List<String> broken,
      Set<RefusalRule> exemptions,
      RefusalRule rule,
      List<Set<String>> asked,
      Set<String> had) {
    List<String> missing = new ArrayList<>();
    for (Set<String> alternatives : asked) {
      if (alternatives.stream().noneMatch(had::contains)) {
        missing.add(String.join("/", new TreeSet<>(alternatives)));
      }
    }
    if (!missing.isEmpty()) {
      judge(broken, exemptions, rule, "missing", String.join(", ", missing));
    }
  }

  /** The conflicting section that comes first by its id, and its first hour that conflicts. */
  private void conflict(
      List<String> broken, Set<RefusalRule> exemptions, Offer offer, List<Offer> others) {
    BitSet week = minutes(offer.meetings());
    Map<String, Meeting> first = new TreeMap<>();
    for (Offer other : others) {
      for (Meeting meeting : other.meetings()) {
        if (minutes(List.of(meeting)).intersects(week)) {
          first.putIfAbsent(other.section().value(), meeting);
        }
      }
    }
    if (!first.isEmpty()) {
      String where = first.keySet().iterator().next();
      judge(
          broken,
          exemptions,
          RefusalRule.TIME_CONFLICT,
          "section",
          where,
          "day",
          first.get(where).day(),
          "startsAt",
          first.get(where).startsAt(),
          "endsAt",
          first.get(where).endsAt());
    }
  }

  /** Three credits more from 3.5 on, and six from 4.0 on. */
  private static int more(NaiveTerm.Student student) {
    if (student.average() == null) {
      return 0;
    }
    double average = student.average().doubleValue();
    return average >= 4.0 ? 6 : average >= 3.5 ? 3 : 0;
  }

  private void judge(
      List<String> broken, Set<RefusalRule> exemptions, RefusalRule rule, Object... facts) {
    if (rules.contains(rule) && !exemptions.contains(rule)) {
      broken.add(told(rule.wireName(), facts));
    }
  }

  /** A rule with its facts, names and values in turn. */
  static String told(String rule, Object... facts) {
    var byName = new TreeMap<String, Object>();
    for (int i = 0; i < facts.length; i += 2) {
      byName.put((String) facts[i], facts[i + 1]);
    }
    return told(rule, byName);
  }

  static String told(String rule, Map<String, Object> facts) {
    var text = new TreeMap<String, String>();
    facts.forEach(
        (name, value) ->
            text.put(
                name,
                value instanceof BigDecimal || value instanceof Double
                    ? new BigDecimal(value.toString()).stripTrailingZeros().toPlainString()
                    : value.toString()));
    return rule + text;
  }

  private static boolean isForThem(Offer offer, NaiveTerm.Student student) {
    boolean any = offer.cohorts().isEmpty();
    for (Cohort cohort : offer.cohorts()) {
      any |= isIn(cohort, student);
    }
    return any;
  }

  static boolean isIn(Cohort cohort, NaiveTerm.Student student) {
    return cohort.year().orElse(student.year()) == student.year()
        && cohort.department().orElse(student.department()).equals(student.department())
        && (cohort.group().isEmpty() || student.groups().contains(cohort.group().get()));
  }

  private static BitSet minutes(List<Meeting> meetings) {
    var week = new BitSet();
    for (Meeting meeting : meetings) {
      int day = meeting.day() * 24 * 60;
      week.set(
          day + meeting.startsAt().toSecondOfDay() / 60,
          day + meeting.endsAt().toSecondOfDay() / 60);
    }
    return week;
  }

  /** A decision in the words of {@link NaiveTerm#decide}. */
  public static String text(Decision decision) {
    return switch (decision) {
      case Decision.Admitted _ -> "admitted";
      case Decision.Waitlisted(int rank) -> "waitlisted " + rank;
      case Decision.Withdrawn _ -> "withdrawn";
      case Decision.Released _ -> "done";
      case Decision.Quarantined(var cause) -> "quarantined " + cause;
      case Decision.Refused(var refusal) -> "refused " + refused(refusal);
    };
  }

  private static String refused(Refusal refusal) {
    var facts = new TreeMap<>(refusal.facts());
    Object also = facts.remove("also");
    var text = new StringBuilder(told(refusal.rule().wireName(), facts));
    if (also instanceof List<?> others) {
      for (Object other : others) {
        var more = new TreeMap<String, Object>();
        ((Map<?, ?>) other).forEach((name, value) -> more.put((String) name, value));
        text.append(' ').append(told((String) more.remove("rule"), more));
      }
    }
    return text.toString();
  }
}
