package io.sugang.waitlist.application.decide;

import static java.util.stream.Collectors.toMap;

import io.sugang.contract.id.SectionId;
import io.sugang.waitlist.rule.Holder;
import io.sugang.waitlist.rule.SeatPool;
import java.util.List;
import java.util.Map;

/** Canary: a store that shows nobody on the waitlist. */
final class StoreWithoutWaitlist extends ForwardingStore {

  StoreWithoutWaitlist(SectionStore sections) {
    super(sections);
  }

  @Override
  public SectionTransaction change(SectionTransaction entry) {
    return new ForwardingTransaction(entry) {
      @Override
      public Map<Long, List<Holder>> ranked(SectionId section, List<SeatPool> pools, int max) {
        return pools.stream().collect(toMap(SeatPool::id, _ -> List.of()));
      }
    };
  }
}
