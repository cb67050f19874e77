package io.sugang.waitlist.application;

import io.sugang.contract.id.SectionId;
import io.sugang.waitlist.domain.Place;
import java.util.List;

/** Canary: a book that shows nobody on the waitlist. */
final class BookWithoutWaitlist extends ForwardingBook {

  BookWithoutWaitlist(Book book) {
    super(book);
  }

  @Override
  Entry change(Entry entry) {
    return new ForwardingEntry(entry) {
      @Override
      public List<Place> eligible(SectionId section, int max) {
        return List.of();
      }
    };
  }
}
