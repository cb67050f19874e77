package io.sugang.enrollment.catalogue;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalDateTime;
import org.hibernate.annotations.Immutable;

/** Seats that a section keeps for a cohort. */
@Entity
@Immutable
@Table(name = "section_reserve")
class ReserveRow {
  @Id long id;
  String sectionId;
  int position;
  int year;
  String departmentId;
  String groupName;
  int seats;
  LocalDateTime untilAt;
}
