package io.sugang.enrollment.fresh;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/** What decides when a student may register, as the writer endpoint has it now. */
@Entity
@Immutable
@Table(name = "student")
class StudentOnWriter {
  @Id String id;
  int year;
  String departmentId;
}
