package io.sugang.enrollment.catalogue;

import io.sugang.contract.enrollment.Term;
import io.sugang.enrollment.rules.SeatReleases;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.hibernate.annotations.Immutable;

/** When seats of a term are released that are given back, since a version of its rules. */
@Entity
@Immutable
@Table(name = "term_seat_release")
@IdClass(SeatReleaseRow.Key.class)
class SeatReleaseRow {
  @Id String termId;
  @Id int version;
  String kind;
  String times;
  Integer leastSeconds;
  Integer mostSeconds;
  String seed;
  LocalDateTime since;

  /**
   * As everybody is told.
   *
   * @param isOver whether registration in the term is over, so that the seed is no secret any more
   */
  Term.SeatRelease told(boolean isOver) {
    return SeatReleases.told(
        since.toInstant(ZoneOffset.UTC), kind, times, leastSeconds, mostSeconds, seed, isOver);
  }

  record Key(String termId, int version) implements Serializable {}
}
