package io.sugang.waitlist.application.decide;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.message.LineRequest;
import io.sugang.waitlist.rule.Facts;
import io.sugang.waitlist.rule.Section;
import io.sugang.waitlist.rule.Waitlist;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Canary: a store that does not look, under the lock, for decisions that were made already. */
final class StoreThatForgets extends ForwardingStore {

  StoreThatForgets(SectionStore sections) {
    super(sections);
  }

  @Override
  public SectionTransaction change(SectionTransaction entry) {
    return new ForwardingTransaction(entry) {
      @Override
      public Map<RequestNumber, LineUpdate> decided(
          Section section, Collection<RequestNumber> numbers) {
        return Map.of();
      }

      @Override
      public Facts facts(
          Section section, List<LineRequest> batch, Set<StudentId> students, Waitlist waitlist) {
        return Facts.of(students, waitlist);
      }

      @Override
      public Facts factsOfSection(Section section, Set<StudentId> students) {
        return Facts.of(students, Waitlist.NOBODY);
      }
    };
  }
}
