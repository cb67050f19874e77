package io.sugang.enrollment.catalogue;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/** A section and its seats. */
@Entity
@Immutable
@Table(name = "section")
class SectionRow {
  @Id String id;
  String termId;
  String courseId;
  String teacherKo;
  String teacherEn;
  int capacity;
  int taken;
  int waitlistLimit;
  int waitlisted;
  long version;
}
