package io.sugang.waitlist.application.decide;

import io.sugang.contract.enrollment.Membership;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.message.LineRequest;
import io.sugang.contract.message.SeatRequested;
import io.sugang.waitlist.rule.Candidate;
import io.sugang.waitlist.rule.Facts;
import io.sugang.waitlist.rule.Holder;
import io.sugang.waitlist.rule.Outcome;
import io.sugang.waitlist.rule.SeatPool;
import io.sugang.waitlist.rule.Section;
import io.sugang.waitlist.rule.Waitlist;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The real sections, for tests that change one thing about it. */
public abstract class ForwardingStore implements SectionStore {

  private final SectionStore sections;

  public ForwardingStore(SectionStore sections) {
    this.sections = sections;
  }

  /** The real transaction, or one with a difference. */
  public abstract SectionTransaction change(SectionTransaction entry);

  @Override
  public SectionTransaction begin() {
    return change(sections.begin());
  }

  @Override
  public List<LineRequest> journal(Collection<LineRequest> requests) {
    return sections.journal(requests);
  }

  @Override
  public void keepClash(LineRequest request, Instant now) {
    sections.keepClash(request, now);
  }

  @Override
  public Optional<NumberClash> clash(LineRequest request) {
    return sections.clash(request);
  }

  @Override
  public void renumber(LineRequest request, RequestNumber number) {
    sections.renumber(request, number);
  }

  @Override
  public boolean isQuarantined(SectionId section, RequestNumber number) {
    return sections.isQuarantined(section, number);
  }

  @Override
  public Optional<LineRequest> request(SectionId section, RequestNumber number) {
    return sections.request(section, number);
  }

  @Override
  public void retryPromotion(SectionId section, RequestNumber wonBy) {
    sections.retryPromotion(section, wonBy);
  }

  @Override
  public boolean isWritable() {
    return sections.isWritable();
  }

  @Override
  public void lineUpdated(SectionId section, long version, Collection<RequestNumber> numbers) {
    sections.lineUpdated(section, version, numbers);
  }

  @Override
  public Set<SectionId> waitingSince(Instant acceptedBefore) {
    return sections.waitingSince(acceptedBefore);
  }

  @Override
  public Set<SectionId> sections() {
    return sections.sections();
  }

  /** The real transaction. */
  public abstract static class ForwardingTransaction implements SectionTransaction {

    private final SectionTransaction entry;

    public ForwardingTransaction(SectionTransaction entry) {
      this.entry = entry;
    }

    @Override
    public Look look(SectionId section, int max) {
      return entry.look(section, max);
    }

    @Override
    public Set<StudentId> lock(Collection<StudentId> students) {
      return entry.lock(students);
    }

    @Override
    public Set<StudentId> known(Collection<StudentId> students) {
      return entry.known(students);
    }

    @Override
    public Facts factsOfSection(Section section, Set<StudentId> students) {
      return entry.factsOfSection(section, students);
    }

    @Override
    public Map<RequestNumber, LineUpdate> decided(
        Section section, Collection<RequestNumber> numbers) {
      return entry.decided(section, numbers);
    }

    @Override
    public Facts facts(
        Section section, List<LineRequest> batch, Set<StudentId> students, Waitlist waitlist) {
      return entry.facts(section, batch, students, waitlist);
    }

    @Override
    public List<Released> takeReleased(SectionId section) {
      return entry.takeReleased(section);
    }

    @Override
    public Set<StudentId> toReview(SectionId section) {
      return entry.toReview(section);
    }

    @Override
    public List<Candidate> takeDue(SectionId section, Set<StudentId> students) {
      return entry.takeDue(section, students);
    }

    @Override
    public void makeDue(SectionId section, Instant now) {
      entry.makeDue(section, now);
    }

    @Override
    public List<RequestNumber> pendingLineUpdates(SectionId section) {
      return entry.pendingLineUpdates(section);
    }

    @Override
    public boolean reopen(LineRequest request, Instant now) {
      return entry.reopen(request, now);
    }

    @Override
    public Optional<RequestNumber> live(SeatRequested request) {
      return entry.live(request);
    }

    @Override
    public boolean wasDropped(SeatRequested request) {
      return entry.wasDropped(request);
    }

    @Override
    public void keepClash(LineRequest request, Instant now) {
      entry.keepClash(request, now);
    }

    @Override
    public Map<StudentId, Membership> memberships() {
      return entry.memberships();
    }

    @Override
    public Map<Long, List<Holder>> ranked(SectionId section, List<SeatPool> pools, int max) {
      return entry.ranked(section, pools, max);
    }

    @Override
    public void write(Section section, Outcome outcome, Instant now) {
      entry.write(section, outcome, now);
    }

    @Override
    public void commit() {
      entry.commit();
    }

    @Override
    public void close() {
      entry.close();
    }
  }
}
