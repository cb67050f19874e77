package io.sugang.waitlist.application.decide;

import io.sugang.contract.message.DropRequested;
import io.sugang.contract.message.LineRequest;
import io.sugang.waitlist.rule.SeatPool;
import io.sugang.waitlist.rule.Section;
import java.util.List;

/** The part of a section's waitlist that a batch may serve. */
final class ServedWaitlist {

  private ServedWaitlist() {}

  /** Whether somebody on the waitlist may get a seat before, or between, these requests. */
  static boolean mayServe(Section section, List<LineRequest> batch) {
    return section.waitlisted() > 0 && mayGiveSeats(section, batch);
  }

  /** Whether a seat is free, or may become free by these requests. */
  static boolean mayGiveSeats(Section section, List<LineRequest> batch) {
    return !section.isFull() || hasDrop(batch);
  }

  /** Pools of which a seat is free, or may become free by these requests. */
  static List<SeatPool> poolsThatMayGive(Section section, List<LineRequest> batch) {
    return hasDrop(batch) ? section.pools() : section.freePools();
  }

  private static boolean hasDrop(List<LineRequest> batch) {
    return batch.stream().anyMatch(DropRequested.class::isInstance);
  }
}
