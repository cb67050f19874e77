package io.sugang.waitlist.application.decide;

import io.sugang.contract.id.SectionId;
import io.sugang.waitlist.rule.Holder;
import java.util.List;

/** Canary: a store that shows nobody on the waitlist. */
final class StoreWithoutWaitlist extends ForwardingStore {

  StoreWithoutWaitlist(SectionStore sections) {
    super(sections);
  }

  @Override
  public SectionTransaction change(SectionTransaction entry) {
    return new ForwardingTransaction(entry) {
      @Override
      public List<Holder> ranked(SectionId section, int max) {
        return List.of();
      }
    };
  }
}
