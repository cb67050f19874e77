package io.sugang.waitlist.application;

import io.sugang.contract.id.SectionId;

/** Closing, rebuilding and opening the line in Redis; for {@link ReopenLine} alone. */
public interface LineRebuild {

  /** Whether the scripts of the epoch that Redis names are loaded. */
  boolean isOpen();

  /** Unloads all scripts: nobody joins, nobody decides. */
  void close();

  /**
   * Writes what the journal knows of a section into its line; what Redis still has besides stays.
   */
  void section(SectionId section, SectionJournal journal);

  /** Loads the scripts of an epoch. */
  void open(long epoch);
}
