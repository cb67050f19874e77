package io.sugang.waitlist.application.decide;

import io.sugang.contract.message.LineRequest;
import java.util.List;

/**
 * A section as it was when it was read without locks; all of it may have changed a moment later.
 *
 * @param undecided in number order
 * @param exists whether the catalogue has the section
 * @param free seats that nobody has
 * @param waitlisted students on the waitlist
 * @param due whether the waitlist must be looked at, or the line lacks changes
 */
public record SectionSnapshot(
    List<LineRequest> undecided, boolean exists, int free, int waitlisted, boolean due) {

  /** Whether somebody on the waitlist may get a seat before, or between, these requests. */
  boolean mayServe(List<LineRequest> batch) {
    return ServedWaitlist.mayServe(free, waitlisted, batch);
  }
}
