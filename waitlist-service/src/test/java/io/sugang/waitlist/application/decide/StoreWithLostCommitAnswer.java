package io.sugang.waitlist.application.decide;

/** The writer commits, and the connection breaks before its answer arrives. */
final class StoreWithLostCommitAnswer extends ForwardingStore {

  StoreWithLostCommitAnswer(SectionStore sections) {
    super(sections);
  }

  @Override
  public SectionTransaction change(SectionTransaction entry) {
    return new ForwardingTransaction(entry) {
      @Override
      public void commit() {
        super.commit();
        throw new TryAgainException("connection lost during the commit", null);
      }
    };
  }
}
