package io.sugang.enrollment.database;

import io.sugang.contract.decision.LineDecision;
import io.sugang.contract.decision.Reason;
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
import java.util.Objects;
import java.util.Optional;

/** Columns of table {@code request}; each persistence unit has its own entity over them. */
@MappedSuperclass
public abstract class RequestColumns {

  @Id String sectionId;
  @Id long number;
  String studentId;
  String type;
  Long releases;
  String sourceSectionId;
  LocalDateTime acceptedAt;
  String state;
  String reason;
  String facts;
  LocalDateTime decidedAt;
  LocalDateTime changedAt;

  /** The row as other services see it. */
  public JournaledRequest toRequest() {
    Instant accepted = acceptedAt.toInstant(ZoneOffset.UTC);
    LineDecision decision =
        decidedAt == null
            ? null
            : new LineDecision(
                0,
                new StudentId(studentId),
                Optional.ofNullable(releases).map(RequestNumber::new),
                Optional.ofNullable(sourceSectionId).map(SectionId::new),
                RequestState.of(state),
                Optional.ofNullable(reason).map(Reason::of),
                LineDecision.factsFromJson(facts),
                accepted,
                decidedAt.toInstant(ZoneOffset.UTC),
                Optional.ofNullable(changedAt).map(at -> at.toInstant(ZoneOffset.UTC)));
    return new JournaledRequest(
        sectionId,
        number,
        RequestType.of(type),
        releases,
        sourceSectionId,
        accepted,
        null,
        decision);
  }

  /** The primary key. */
  public static class Key {
    String sectionId;
    long number;

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key
          && number == key.number
          && Objects.equals(sectionId, key.sectionId);
    }

    @Override
    public int hashCode() {
      return Objects.hash(sectionId, number);
    }
  }
}
