package io.sugang.waitlist.application;

import io.sugang.contract.id.SectionId;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/** The epoch in the book, and what is needed to rebuild the line under it. */
public interface EpochBook {

  /** The present epoch; 0 before the line was ever opened. */
  long current();

  /**
   * Raises the epoch, unless somebody else made that unnecessary meanwhile.
   *
   * @param unnecessary asked while the epoch is locked
   * @return the raised epoch; empty if it was unnecessary
   */
  OptionalLong raiseUnless(BooleanSupplier unnecessary, Instant now);

  /**
   * Runs an action while this epoch is locked as the present one.
   *
   * @return whether it was; if not, nothing was run
   */
  boolean whileCurrent(long epoch, Runnable action);

  /** Everything that the journal knows of a section. */
  SectionJournal journalOf(SectionId section);
}
