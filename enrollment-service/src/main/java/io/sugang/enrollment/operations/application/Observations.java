package io.sugang.enrollment.operations.application;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.enrollment.operations.domain.Backlog;
import io.sugang.enrollment.operations.domain.RequestStory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What operators see of the database. */
public interface Observations {

  /** What waits, in short. */
  record Waiting(
      long undecided, Optional<Instant> oldestUndecided, Optional<Instant> oldestOpenLetter) {}

  /** What waits, in short. */
  Waiting waiting();

  /** What waits. */
  Backlog backlog();

  /** A request's story; empty if the journal, and the clashes of numbers, have none. */
  Optional<RequestStory> story(SectionId section, RequestNumber number);

  /** Stories of a student's requests, the latest first, 50 at most. */
  List<RequestStory> stories(StudentId student);
}
