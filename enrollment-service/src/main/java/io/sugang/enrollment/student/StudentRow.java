package io.sugang.enrollment.student;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalDateTime;
import org.hibernate.annotations.Immutable;

/** A student. */
@Entity
@Immutable
@Table(name = "student")
class StudentRow {
  @Id String id;
  String nameKo;
  String nameEn;
  String language;
  int year;
  String departmentId;
  int maxCredits;
  LocalDateTime changedAt;
}
