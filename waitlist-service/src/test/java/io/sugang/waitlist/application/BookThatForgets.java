package io.sugang.waitlist.application;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.StudentId;
import io.sugang.waitlist.application.decide.LineUpdate;
import io.sugang.waitlist.application.decide.SectionStore;
import io.sugang.waitlist.rule.Facts;
import io.sugang.waitlist.rule.Section;
import io.sugang.waitlist.rule.Waitlist;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** Canary: a book that does not look, under the lock, for decisions that were made already. */
final class BookThatForgets extends ForwardingBook {

  BookThatForgets(SectionStore sections) {
    super(book);
  }

  @Override
  Entry change(Entry entry) {
    return new ForwardingEntry(entry) {
      @Override
      public Map<RequestNumber, LineUpdate> settled(
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
