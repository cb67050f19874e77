package io.sugang.waitlist.application;

import io.sugang.contract.id.SectionId;

/** The real rebuilding, for tests that change one thing about it. */
abstract class ForwardingRebuild implements LineRebuild {

  private final LineRebuild rebuild;

  ForwardingRebuild(LineRebuild rebuild) {
    this.rebuild = rebuild;
  }

  @Override
  public boolean isOpen(EpochBook.Present present) {
    return rebuild.isOpen(present);
  }

  @Override
  public void close() {
    rebuild.close();
  }

  @Override
  public void section(SectionId section, SectionJournal journal, long epoch, Runnable goOn) {
    rebuild.section(section, journal, epoch, goOn);
  }

  @Override
  public void open(long epoch) {
    rebuild.open(epoch);
  }
}
