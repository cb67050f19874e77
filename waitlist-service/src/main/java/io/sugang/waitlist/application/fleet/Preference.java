package io.sugang.waitlist.application.fleet;

import io.sugang.contract.id.SectionId;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * Rendezvous hashing: every worker comes to the same answer without asking, and when one comes or
 * goes only the sections that it gets or had change hands.
 */
final class Preference {

  private Preference() {}

  /** The worker that prefers a section; empty if there is none. */
  static Optional<String> of(SectionId section, Collection<String> workers) {
    return workers.stream()
        .max(
            Comparator.comparingLong((String worker) -> weight(section, worker))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** Two hashes, mixed so that each bit depends on all of both. */
  private static long weight(SectionId section, String worker) {
    long mixed = ((long) section.value().hashCode() << 32) ^ (worker.hashCode() & 0xFFFF_FFFFL);
    mixed = (mixed ^ (mixed >>> 33)) * 0xFF51_AFD7_ED55_8CCDL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xC4CE_B9FE_1A85_EC53L;
    return mixed ^ (mixed >>> 33);
  }
}
