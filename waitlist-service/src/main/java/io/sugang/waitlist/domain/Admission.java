package io.sugang.waitlist.domain;

import io.sugang.contract.id.StudentId;
import io.sugang.contract.message.EnrollRequested;
import io.sugang.contract.message.LineRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The deciding rules: who of a batch gets a seat. Plain and repeatable; the same input decides the
 * same.
 */
public final class Admission {

  /** What a batch came to. */
  public record Outcome(Section section, List<Decided> decided) {}

  private Section section;
  private final Facts facts;
  private final Map<StudentId, Seat> seats;

  private Admission(Section section, Facts facts) {
    this.section = section;
    this.facts = facts;
    this.seats = new HashMap<>(facts.seatsInCourse());
  }

  /**
   * Decides requests of one section, one after another.
   *
   * @param section as it stands under its lock
   * @param batch in number order
   * @param facts about every student of the batch
   */
  public static Outcome decide(Section section, List<LineRequest> batch, Facts facts) {
    var admission = new Admission(section, facts);
    var decided = new ArrayList<Decided>(batch.size());
    for (LineRequest request : batch) {
      decided.add(new Decided(request, admission.decide(request)));
    }
    return new Outcome(admission.section, List.copyOf(decided));
  }

  private Decision decide(LineRequest request) {
    return switch (request) {
      case EnrollRequested enroll -> enroll(enroll);
    };
  }

  private Decision enroll(EnrollRequested request) {
    if (!facts.known().contains(request.student())) {
      return new Decision.Quarantined("unknown-student");
    }
    Optional<Refusal> refusal = refusal(request.student());
    if (refusal.isPresent()) {
      return new Decision.Refused(refusal.get());
    }
    seats.put(request.student(), new Seat(section.id(), request.number()));
    section = section.withOneMoreTaken();
    return new Decision.Admitted();
  }

  private Optional<Refusal> refusal(StudentId student) {
    Seat held = seats.get(student);
    if (held != null) {
      return Optional.of(
          held.section().equals(section.id())
              ? new Refusal.DuplicateOf(held.wonBy())
              : new Refusal.CourseAlreadyTaken(held.section()));
    }
    return section.isFull()
        ? Optional.of(new Refusal.SectionFull(section.capacity()))
        : Optional.empty();
  }
}
