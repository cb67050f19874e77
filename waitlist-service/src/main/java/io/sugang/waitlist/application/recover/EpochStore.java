package io.sugang.waitlist.application.recover;

import io.sugang.contract.id.SectionId;
import io.sugang.waitlist.application.decide.SectionStore;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The epoch in the database, and what is needed to rebuild the line under it. */
public interface EpochStore {

  /** The present epoch; 0 before the line was ever opened. */
  long current();

  /** Whether there are sections whose line was not opened in an epoch. */
  boolean hasUnopened(long epoch);

  /** What the database says of the line now. It costs a look at every section. */
  Present present();

  /**
   * What the line in Redis must live up to.
   *
   * @param sections every section of the catalogue
   */
  record Present(long epoch, List<SectionLine> sections) {
    /** Sections whose line was opened in this epoch. */
    public List<SectionLine> opened() {
      return sections.stream().filter(section -> section.openedIn() == epoch).toList();
    }

    /** Sections that are new since the line was opened. */
    public List<SectionLine> unopened() {
      return sections.stream().filter(section -> section.openedIn() != epoch).toList();
    }
  }

  /**
   * A section's line, as the journal has it.
   *
   * @param highest value of the highest journaled number; 0: there is none
   * @param openedIn the epoch in which it was opened last; 0: never
   */
  record SectionLine(SectionId section, long highest, long openedIn) {}

  /** A held epoch. Whoever holds it must say so every few seconds by {@link #goOn}, or loses it. */
  interface Hold {
    /**
     * Goes on holding it.
     *
     * @throws SectionStore.TryAgainException if it was lost meanwhile
     */
    void goOn();
  }

  /**
   * Raises the epoch, unless somebody else made that unnecessary meanwhile, or is about to.
   *
   * @param unnecessary asked while the epoch is held
   * @return the raised epoch; empty if it was unnecessary, or somebody else holds it
   */
  OptionalLong raiseUnless(BooleanSupplier unnecessary, Instant now);

  /**
   * Runs an action while this epoch is held as the present one.
   *
   * @return whether it was; if not, or if somebody else holds it, nothing was run
   */
  boolean whileCurrent(long epoch, Consumer<Hold> action);

  /** Notes, at once, that lines of sections are opened in an epoch. */
  void opening(Collection<SectionId> sections, long epoch);

  /** What the journal says of sections that are about to be opened, in any order. */
  List<SectionOpening> openings(List<SectionLine> sections);

  /**
   * The next decided requests of a section.
   *
   * @param after value of the number behind which to begin; 0: at the first
   */
  DecidedRequests decided(SectionId section, long after, int max);
}
