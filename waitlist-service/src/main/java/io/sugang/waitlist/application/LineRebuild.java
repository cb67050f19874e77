package io.sugang.waitlist.application;

import io.sugang.contract.id.SectionId;

/** Closing, rebuilding and opening the line in Redis; for whoever reopens it. */
public interface LineRebuild {

  /**
   * Whether Redis has the scripts of the present epoch, and every line all that it was opened with
   * and no fewer numbers than the journal.
   */
  boolean isOpen(EpochBook.Present present);

  /** Unloads all scripts: nobody joins, nobody decides. */
  void close();

  /**
   * Writes what the journal knows of a section into its line, and what waits in Redis alone. Once
   * an epoch, and never after a later one began.
   *
   * @param goOn run every few moments
   */
  void section(SectionId section, SectionJournal journal, long epoch, Runnable goOn);

  /** Loads the scripts of an epoch. */
  void open(long epoch);
}
