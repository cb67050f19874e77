package io.sugang.contract.line;

import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;

/**
 * Redis keys. Those of a section share one hash tag, so that a script on them works on a cluster.
 *
 * @param section whose keys
 */
public record LineKeys(SectionId section) {

  /** The epoch whose scripts are loaded; a string. Absent: never opened. */
  public static final String EPOCH = "line:epoch";

  /** Undecided requests; a sorted set, number as member and score. */
  public String line() {
    return key("line");
  }

  /** What each undecided request asks; a hash, number to {@code student|acceptedAt|traceparent}. */
  public String requests() {
    return key("requests");
  }

  /**
   * The live receipt of each student (undecided, admitted or waitlisted); a hash, student to {@code
   * number|acceptedAt}.
   */
  public String live() {
    return key("live");
  }

  /** The section's counter; a string. */
  public String counter() {
    return key("counter");
  }

  /** Decisions; a hash, number to a decision as the worker told it (JSON). */
  public String decisions() {
    return key("decisions");
  }

  /**
   * Seats after the last told commit; a hash of {@code version}, {@code capacity}, {@code taken}.
   */
  public String seats() {
    return key("seats");
  }

  /** The first answer to an Idempotency-Key; a string with a time to live. */
  public String firstAnswer(StudentId student, String idempotencyKey) {
    return key("answer") + ':' + student.value() + ':' + idempotencyKey;
  }

  /** What body an Idempotency-Key came with first; a string with a time to live. */
  public static String idempotency(StudentId student, String idempotencyKey) {
    return "idempotency:" + student.value() + ':' + idempotencyKey;
  }

  /** Receipts of a student over all sections; a set of {@code section|number|acceptedAt}. */
  public static String receipts(StudentId student) {
    return "receipts:" + student.value();
  }

  private String key(String what) {
    return "line:{" + section.value() + "}:" + what;
  }
}
