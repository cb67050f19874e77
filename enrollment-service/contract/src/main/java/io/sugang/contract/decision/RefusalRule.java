package io.sugang.contract.decision;

import java.util.Map;

/** Rules that refuse a request, or pass over somebody on a waitlist. */
public enum RefusalRule implements Reason {
  /** All seats are taken, and nobody more may wait for one. */
  SECTION_FULL("section-full"),
  /** All seats that are free are kept for others, and nobody more may wait for one. */
  SEATS_RESERVED("seats-reserved"),
  /** The student already has a seat in another section of the course. */
  COURSE_ALREADY_TAKEN("course-already-taken"),
  /** The student already has this seat, or waits for it, by an earlier receipt. */
  DUPLICATE_OF("duplicate-of"),
  /** The seat that was to be given up for it is the student's no more. */
  SWAP_SOURCE_GONE("swap-source-gone"),
  /** What was to be dropped had won a seat by then, for which another one was given up. */
  SWAPPED_MEANWHILE("swapped-meanwhile"),
  /** What was to be dropped has no seat and no place on the waitlist. */
  NOTHING_TO_DROP("nothing-to-drop"),
  /** The student asked while none of her windows was open. */
  OUTSIDE_WINDOW("outside-window"),
  /** The registrar holds the student, for fees that are due, say. */
  HOLD("hold"),
  /** The section is for other years, departments or groups. */
  OTHER_COHORT("other-cohort"),
  /** The student has passed the course, and not so poorly that it may be taken again. */
  ALREADY_PASSED("already-passed"),
  /** The student has not passed what the course builds on. */
  PREREQUISITE_MISSING("prerequisite-missing"),
  /** The student neither has passed what belongs beside the course, nor takes it. */
  COREQUISITE_MISSING("corequisite-missing"),
  /** The student sits in another section at the same time. */
  TIME_CONFLICT("time-conflict"),
  /** The student would take more credits than allowed. */
  CREDIT_LIMIT("credit-limit"),
  /** The student has as much of a bundle as her cart says. */
  BUNDLE_SATISFIED("bundle-satisfied");

  private static final Map<String, RefusalRule> BY_NAME =
      WireName.index(values(), RefusalRule::wireName);

  private final String wireName;

  RefusalRule(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }

  /** Whether it is about the student, and says nothing of the section's seats or other requests. */
  public boolean isOfStudent() {
    return switch (this) {
      case OUTSIDE_WINDOW,
          HOLD,
          OTHER_COHORT,
          ALREADY_PASSED,
          PREREQUISITE_MISSING,
          COREQUISITE_MISSING,
          TIME_CONFLICT,
          CREDIT_LIMIT,
          BUNDLE_SATISFIED ->
          true;
      case SECTION_FULL,
          SEATS_RESERVED,
          COURSE_ALREADY_TAKEN,
          DUPLICATE_OF,
          SWAP_SOURCE_GONE,
          SWAPPED_MEANWHILE,
          NOTHING_TO_DROP ->
          false;
    };
  }

  static boolean isName(String wireName) {
    return wireName != null && BY_NAME.containsKey(wireName);
  }

  /**
   * The rule with a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static RefusalRule of(String wireName) {
    return WireName.find(BY_NAME, "rule", wireName);
  }

  /** As {@link #wireName()}, so that texts and statements can name it. */
  @Override
  public String toString() {
    return wireName;
  }
}
