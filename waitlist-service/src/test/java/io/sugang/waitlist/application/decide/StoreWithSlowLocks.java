package io.sugang.waitlist.application.decide;

import io.sugang.contract.id.StudentId;
import java.util.Collection;
import java.util.Set;

/** A store whose locks of students come late: something happens before. */
final class StoreWithSlowLocks extends ForwardingStore {

  private final Runnable before;

  StoreWithSlowLocks(SectionStore sections, Runnable before) {
    super(sections);
    this.before = before;
  }

  @Override
  public SectionTransaction change(SectionTransaction entry) {
    return new ForwardingTransaction(entry) {
      @Override
      public Set<StudentId> lock(Collection<StudentId> students) {
        before.run();
        return super.lock(students);
      }
    };
  }
}
