package io.sugang.waitlist.application;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.StudentId;
import io.sugang.waitlist.domain.Facts;
import io.sugang.waitlist.domain.Section;
import io.sugang.waitlist.domain.Waitlist;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** Canary: a book that does not look, under the lock, for decisions that were made already. */
final class BookThatForgets extends ForwardingBook {

  BookThatForgets(Book book) {
    super(book);
  }

  @Override
  Entry change(Entry entry) {
    return new ForwardingEntry(entry) {
      @Override
      public Map<RequestNumber, Settlement> settled(
          Section section, Collection<RequestNumber> numbers) {
        return Map.of();
      }

      @Override
      public Facts facts(Section section, Set<StudentId> students, Waitlist waitlist) {
        return new Facts(students, Map.of(), Map.of(), waitlist);
      }
    };
  }
}
