package io.sugang.waitlist.application.decide;

import static io.sugang.testing.Database.writer;

import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.message.LineRequest;
import io.sugang.waitlist.rule.Facts;
import io.sugang.waitlist.rule.Section;
import io.sugang.waitlist.rule.Waitlist;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.Collectors;

/** Canary: a store without row locks. Two workers meet after both have read their facts. */
final class UnlockedStore extends ForwardingStore {

  private final CyclicBarrier bothHaveRead;
  private final List<LineRequest> own;

  UnlockedStore(SectionStore sections, CyclicBarrier bothHaveRead, List<LineRequest> own) {
    super(sections);
    this.bothHaveRead = bothHaveRead;
    this.own = own;
  }

  @Override
  public SectionTransaction change(SectionTransaction entry) {
    return new ForwardingTransaction(entry) {
      @Override
      public Look look(SectionId section, int max) {
        return new Look.Locked(read(section), false, false, false, own);
      }

      @Override
      public Set<StudentId> lock(Collection<StudentId> students) {
        return known(students);
      }

      @Override
      public Facts facts(
          Section section, List<LineRequest> batch, Set<StudentId> students, Waitlist waitlist) {
        Facts facts = super.facts(section, batch, students, waitlist);
        try {
          var unused = bothHaveRead.await();
        } catch (InterruptedException | BrokenBarrierException e) {
          throw new IllegalStateException(e);
        }
        return facts;
      }
    };
  }

  private static Section read(SectionId id) {
    String where = " FROM section WHERE id = '" + id.value() + "'";
    String text =
        writer()
            .column("SELECT CONCAT_WS(' ', course_id, term_id, capacity, taken, version)" + where)
            .stream()
            .collect(Collectors.joining());
    String[] values = text.split(" ");
    return new Section(
        id,
        values[0],
        values[1],
        Integer.parseInt(values[2]),
        Integer.parseInt(values[3]),
        0,
        0,
        List.of(),
        Long.parseLong(values[4]));
  }
}
