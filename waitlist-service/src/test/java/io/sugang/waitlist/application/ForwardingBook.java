package io.sugang.waitlist.application;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.message.LineRequest;
import io.sugang.waitlist.domain.Facts;
import io.sugang.waitlist.domain.Outcome;
import io.sugang.waitlist.domain.Place;
import io.sugang.waitlist.domain.Section;
import io.sugang.waitlist.domain.Waitlist;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The real book, for tests that change one thing about it. */
abstract class ForwardingBook implements Book {

  private final Book book;

  ForwardingBook(Book book) {
    this.book = book;
  }

  /** The real transaction, or one with a difference. */
  abstract Entry change(Entry entry);

  @Override
  public Entry begin() {
    return change(book.begin());
  }

  @Override
  public List<LineRequest> journal(Collection<LineRequest> requests) {
    return book.journal(requests);
  }

  @Override
  public void keepClash(LineRequest request, Instant now) {
    book.keepClash(request, now);
  }

  @Override
  public Optional<NumberClash> clash(LineRequest request) {
    return book.clash(request);
  }

  @Override
  public void renumber(LineRequest request, RequestNumber number) {
    book.renumber(request, number);
  }

  @Override
  public boolean isQuarantined(SectionId section, RequestNumber number) {
    return book.isQuarantined(section, number);
  }

  @Override
  public Optional<LineRequest> request(SectionId section, RequestNumber number) {
    return book.request(section, number);
  }

  @Override
  public void retryPromotion(SectionId section, RequestNumber wonBy, Instant now) {
    book.retryPromotion(section, wonBy, now);
  }

  @Override
  public boolean isWritable() {
    return book.isWritable();
  }

  @Override
  public Look look(SectionId section, int max) {
    return book.look(section, max);
  }

  @Override
  public List<Place> eligible(SectionId section, int max) {
    return book.eligible(section, max);
  }

  @Override
  public void told(SectionId section, long version, Collection<RequestNumber> numbers) {
    book.told(section, version, numbers);
  }

  @Override
  public Set<SectionId> waitingSince(Instant acceptedBefore) {
    return book.waitingSince(acceptedBefore);
  }

  @Override
  public Set<SectionId> sections() {
    return book.sections();
  }

  /** The real transaction. */
  abstract static class ForwardingEntry implements Entry {

    private final Entry entry;

    ForwardingEntry(Entry entry) {
      this.entry = entry;
    }

    @Override
    public Optional<Locked> lock(SectionId section) {
      return entry.lock(section);
    }

    @Override
    public Set<StudentId> lock(Collection<StudentId> students) {
      return entry.lock(students);
    }

    @Override
    public List<LineRequest> undecided(SectionId section, int max) {
      return entry.undecided(section, max);
    }

    @Override
    public Map<RequestNumber, Settlement> settled(
        Section section, Collection<RequestNumber> numbers) {
      return entry.settled(section, numbers);
    }

    @Override
    public Facts facts(Section section, Set<StudentId> students, Waitlist waitlist) {
      return entry.facts(section, students, waitlist);
    }

    @Override
    public void takeDue(SectionId section) {
      entry.takeDue(section);
    }

    @Override
    public void makeDue(SectionId section, Instant now) {
      entry.makeDue(section, now);
    }

    @Override
    public List<RequestNumber> untold(SectionId section) {
      return entry.untold(section);
    }

    @Override
    public Waitlist changedEligibility(SectionId section) {
      return entry.changedEligibility(section);
    }

    @Override
    public void keepClash(LineRequest request, Instant now) {
      entry.keepClash(request, now);
    }

    @Override
    public List<Place> eligible(SectionId section, int max) {
      return entry.eligible(section, max);
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
