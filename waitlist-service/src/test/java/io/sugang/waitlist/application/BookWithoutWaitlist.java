package io.sugang.waitlist.application;

import io.sugang.contract.id.SectionId;
import io.sugang.waitlist.application.decide.SectionStore;
import io.sugang.waitlist.rule.Holder;
import java.util.List;

/** Canary: a book that shows nobody on the waitlist. */
final class BookWithoutWaitlist extends ForwardingBook {

  BookWithoutWaitlist(SectionStore sections) {
    super(book);
  }

  @Override
  Entry change(Entry entry) {
    return new ForwardingEntry(entry) {
      @Override
      public List<Holder> eligible(SectionId section, int max) {
        return List.of();
      }
    };
  }
}
