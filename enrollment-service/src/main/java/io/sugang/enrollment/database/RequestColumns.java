package io.sugang.enrollment.database;

import io.sugang.contract.id.StudentId;
import io.sugang.contract.line.ToldDecision;
import io.sugang.contract.office.JournaledRequest;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** Columns of table {@code request}; each persistence unit has its own entity over them. */
@MappedSuperclass
public abstract class RequestColumns {

  @Id String sectionId;
  @Id long number;
  String studentId;
  String type;
  Long receipt;
  LocalDateTime acceptedAt;
  String state;
  String reason;
  String facts;
  LocalDateTime decidedAt;
  LocalDateTime changedAt;

  /** The row as the office tells it. */
  public JournaledRequest toRequest() {
    Instant accepted = acceptedAt.toInstant(ZoneOffset.UTC);
    ToldDecision decision =
        decidedAt == null
            ? null
            : new ToldDecision(
                0,
                new StudentId(studentId),
                receipt == null ? OptionalLong.empty() : OptionalLong.of(receipt),
                state,
                reason,
                ToldDecision.factsFromJson(facts),
                accepted,
                decidedAt.toInstant(ZoneOffset.UTC),
                Optional.ofNullable(changedAt).map(at -> at.toInstant(ZoneOffset.UTC)));
    return new JournaledRequest(sectionId, number, type, receipt, accepted, null, decision);
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
