package io.sugang.waitlist.application;

import io.sugang.contract.id.SectionId;
import io.sugang.contract.message.LineRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Records what arrived, before its message is deleted, and has the sections looked at. */
@ApplicationScoped
public class JournalRequests {

  /** All workers write in this order, so that they don't lock each other out. */
  private static final Comparator<LineRequest> ORDER =
      Comparator.comparing(LineRequest::section).thenComparing(LineRequest::number);

  private final Book book;

  JournalRequests(Book book) {
    this.book = book;
  }

  /**
   * Records requests; those recorded before stay as they are.
   *
   * @return the sections to wake
   */
  public Set<SectionId> record(Collection<LineRequest> requests) {
    List<LineRequest> ordered = requests.stream().sorted(ORDER).toList();
    book.journal(ordered);
    return ordered.stream().map(LineRequest::section).collect(Collectors.toSet());
  }
}
