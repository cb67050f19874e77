package io.sugang.waitlist.application;

import io.sugang.waitlist.application.decide.SectionStore;

/** The writer commits, and the connection breaks before its answer arrives. */
final class BookWithLostCommitAnswer extends ForwardingBook {

  BookWithLostCommitAnswer(SectionStore sections) {
    super(book);
  }

  @Override
  Entry change(Entry entry) {
    return new ForwardingEntry(entry) {
      @Override
      public void commit() {
        super.commit();
        throw new TryAgainException("connection lost during the commit", null);
      }
    };
  }
}
