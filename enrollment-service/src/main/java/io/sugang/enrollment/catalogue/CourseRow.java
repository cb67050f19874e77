package io.sugang.enrollment.catalogue;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/** A course. */
@Entity
@Immutable
@Table(name = "course")
class CourseRow {
  @Id String id;
  String departmentId;
  String titleKo;
  String titleEn;
  int credits;
}
