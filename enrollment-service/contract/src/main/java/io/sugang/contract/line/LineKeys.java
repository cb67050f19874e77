package io.sugang.contract.line;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.message.LineRequest;
import java.util.List;

/**
 * Redis keys. Those of a section share one hash tag, so that a script on them works on a cluster.
 *
 * @param section whose keys
 */
public record LineKeys(SectionId section) {

  /** The epoch whose scripts are loaded; a string. Absent: never opened. */
  public static final String EPOCH = "line:epoch";

  /** What gateways accepted lately, for each other's event streams; a stream. */
  public static final String ACCEPTED = "line:accepted";

  /**
   * Workers that were heard lately; a sorted set, by Redis's clock. Each has a channel below it.
   */
  public static final String WORKERS = "line:workers";

  /**
   * The field of {@link #live()} and {@link #decisions()} that only the opener writes, with the
   * epoch as its value. Without it, or with another epoch, the line is closed.
   */
  public static final String OPENED = "@";

  /** The field of {@link #decisions()} that counts the undecided requests of the line. */
  public static final String UNDECIDED = "#";

  /**
   * The field of {@link #decisions()} that stands while decisions of before the line was opened are
   * still to be restored.
   */
  public static final String UNRESTORED = "~";

  /** For how many revisions changes are kept; whoever missed more must look at everything again. */
  public static final int REVISIONS_KEPT = 200;

  /** The keys that every script gets, in the scripts' order. */
  public List<String> ofJoining() {
    return List.of(line(), requests(), live(), counter(), decisions());
  }

  /** Those, and the keys of what is shown of the section. */
  public List<String> ofShowing() {
    return List.of(
        line(), requests(), live(), counter(), decisions(), seats(), waitlist(), changes());
  }

  /** Those, and what says that the section was opened. */
  public List<String> all() {
    return List.of(
        line(),
        requests(),
        live(),
        counter(),
        decisions(),
        seats(),
        waitlist(),
        changes(),
        opened());
  }

  /** Who restores the section's earlier decisions; a string with a time to live. */
  public String restoring() {
    return key("restoring");
  }

  /** The epoch in which the section was opened; a string. */
  public String opened() {
    return key("opened");
  }

  /** Undecided requests; a sorted set, number as member and score. */
  public String line() {
    return key("line");
  }

  /**
   * What each undecided request asks; a hash, number to {@code student|acceptedAt|traceparent},
   * with {@code |number to drop} behind it if it is a drop, and {@code |number to drop|section of
   * that} if it is a swap.
   */
  public String requests() {
    return key("requests");
  }

  /**
   * Receipts that a repeat is answered with; a hash. Student to {@code number|acceptedAt} of the
   * live receipt (undecided, admitted or waitlisted), of a swap with what it gives up behind it as
   * in {@link #requests()}; {@link #dropField} to the same of a drop; and {@code student|} to the
   * number that the student dropped last.
   */
  public String live() {
    return key("live");
  }

  /** The field in {@link #live()} of the drop of a request. */
  public static String dropField(StudentId student, RequestNumber dropped) {
    return student.value() + '|' + dropped;
  }

  /** The field in {@link #live()} of the number that a student dropped last. */
  public static String lastDropField(StudentId student) {
    return student.value() + '|';
  }

  /** The number that was given last; a string. Only whoever opens the line creates it. */
  public String counter() {
    return key("counter");
  }

  /** Who has a rank on the waitlist; a sorted set, number as member and score. */
  public String waitlist() {
    return key("waitlist");
  }

  /** Decisions; a hash, number to a {@link io.sugang.contract.decision.LineDecision} as text. */
  public String decisions() {
    return key("decisions");
  }

  /**
   * Seats after the last commit that the line shows; a hash of {@code version}, {@code capacity},
   * {@code taken}, {@code waitlisted}; {@code revision}, how often decisions were shown since the
   * line was opened; and {@code ranked}, how many {@link #waitlist()} holds.
   */
  public String seats() {
    return key("seats");
  }

  /**
   * Whose decisions were made or changed lately; a sorted set, number by {@code revision}. Those of
   * more than {@link #REVISIONS_KEPT} revisions ago are gone.
   */
  public String changes() {
    return key("changes");
  }

  /** The first answer to an Idempotency-Key; a string with a time to live. */
  public String firstAnswer(StudentId student, String idempotencyKey) {
    return key("answer") + ':' + student.value() + ':' + idempotencyKey;
  }

  /** What body an Idempotency-Key came with first; a string with a time to live. */
  public static String idempotency(StudentId student, String idempotencyKey) {
    return "idempotency:" + student.value() + ':' + idempotencyKey;
  }

  /** How {@link #receipts} holds a request. */
  public static String receiptOf(LineRequest request) {
    return request.section().value()
        + '|'
        + request.number()
        + '|'
        + request.acceptedAt().toEpochMilli();
  }

  /** Receipts of a student over all sections; a set of {@code section|number|acceptedAt}. */
  public static String receipts(StudentId student) {
    return "receipts:" + student.value();
  }

  private String key(String what) {
    return "line:{" + section.value() + "}:" + what;
  }
}
