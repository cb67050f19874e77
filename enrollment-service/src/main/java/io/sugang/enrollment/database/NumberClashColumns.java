package io.sugang.enrollment.database;

import io.sugang.contract.decision.DeadLetterCause;
import io.sugang.contract.decision.LineDecision;
import io.sugang.contract.decision.RequestState;
import io.sugang.contract.decision.RequestType;
import io.sugang.contract.enrollment.JournaledRequest;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Columns of table {@code number_clash}, a request whose number another one has; each persistence
 * unit has its own entity over them.
 */
@MappedSuperclass
public abstract class NumberClashColumns {

  @Id String sectionId;
  @Id long number;
  @Id String studentId;
  String type;
  Long releases;
  String sourceSectionId;
  LocalDateTime acceptedAt;
  LocalDateTime since;
  Long newNumber;

  /** The section in whose line it stood. */
  public String sectionId() {
    return sectionId;
  }

  /** The number that it stands under now; empty while it waits for an operator. */
  public Optional<Long> newNumber() {
    return Optional.ofNullable(newNumber);
  }

  /** The row as other services see it: it waits for an operator. */
  public JournaledRequest toRequest() {
    Instant accepted = acceptedAt.toInstant(ZoneOffset.UTC);
    return new JournaledRequest(
        sectionId,
        number,
        RequestType.of(type),
        releases,
        sourceSectionId,
        accepted,
        null,
        new LineDecision(
            0,
            new StudentId(studentId),
            Optional.ofNullable(releases).map(RequestNumber::new),
            Optional.ofNullable(sourceSectionId).map(SectionId::new),
            RequestState.QUARANTINED,
            Optional.of(DeadLetterCause.NUMBER_CLASH),
            Map.of(),
            accepted,
            since.toInstant(ZoneOffset.UTC),
            Optional.empty()));
  }

  /** The row as other services see it, once it stands under a new number: its receipt stays. */
  public JournaledRequest toRequest(JournaledRequest renumbered) {
    return new JournaledRequest(
        sectionId,
        number,
        RequestType.of(type),
        releases,
        sourceSectionId,
        renumbered.acceptedAt(),
        renumbered.number(),
        renumbered.decision());
  }

  /** The primary key. */
  public static class Key {
    String sectionId;
    long number;
    String studentId;

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key
          && number == key.number
          && Objects.equals(sectionId, key.sectionId)
          && Objects.equals(studentId, key.studentId);
    }

    @Override
    public int hashCode() {
      return Objects.hash(sectionId, number, studentId);
    }
  }
}
