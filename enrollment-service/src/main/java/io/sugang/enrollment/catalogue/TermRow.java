package io.sugang.enrollment.catalogue;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalDate;
import org.hibernate.annotations.Immutable;

/** A term. */
@Entity
@Immutable
@Table(name = "term")
class TermRow {
  @Id String id;
  String nameKo;
  String nameEn;
  String zone;
  LocalDate startsOn;
  LocalDate endsOn;
}
