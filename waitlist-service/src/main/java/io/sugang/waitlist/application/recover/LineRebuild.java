package io.sugang.waitlist.application.recover;

import io.sugang.contract.id.SectionId;
import io.sugang.contract.message.LineRequest;
import java.util.Collection;
import java.util.List;

/** Closing, rebuilding and opening the line in Redis; for whoever reopens it. */
public interface LineRebuild {

  /**
   * How the line is found.
   *
   * @param isOpen whether Redis has the scripts of the present epoch, and every line all that it
   *     was opened with and no fewer numbers than the journal
   * @param unrestored sections of an open line whose earlier decisions are not in it yet
   */
  record State(boolean isOpen, List<SectionId> unrestored) {
    /** It is closed. */
    public static final State CLOSED = new State(false, List.of());
  }

  /** Whether Redis has the scripts of an epoch, and says that it is the present one. */
  boolean hasScripts(long epoch);

  /** Looks at the line of every section. */
  State look(EpochStore.Present present);

  /** Whether the line is open. */
  default boolean isOpen(EpochStore.Present present) {
    return look(present).isOpen();
  }

  /** Unloads all scripts: nobody joins, nobody decides. */
  void close();

  /**
   * Writes into sections' lines what must be there before anybody may join, and what waits in Redis
   * alone. Once an epoch, and never after a later one began.
   *
   * @param goOn run every few moments
   */
  void write(Collection<SectionOpening> sections, long epoch, Runnable goOn);

  /** Loads the scripts of an epoch. */
  void open(long epoch);

  /** Takes it upon this worker to restore a section's decisions; false: another does. */
  boolean claimRestoring(SectionId section);

  /** Goes on restoring a section that this worker claimed. */
  void goOnRestoring(SectionId section);

  /** Notes requests under their students. */
  void note(List<LineRequest> requests);

  /** All earlier decisions of a section are in its line. */
  void restored(SectionId section, long epoch);
}
