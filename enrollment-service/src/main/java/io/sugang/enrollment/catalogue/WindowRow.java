package io.sugang.enrollment.catalogue;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.LocalDateTime;
import org.hibernate.annotations.Immutable;

/** When a cohort may register in a term. */
@Entity
@Immutable
@Table(name = "registration_window")
@IdClass(WindowRow.Key.class)
class WindowRow {
  @Id String termId;
  @Id int year;
  @Id String departmentId;
  @Id String groupName;
  String kind;
  @Id LocalDateTime opensAt;
  LocalDateTime closesAt;

  record Key(String termId, int year, String departmentId, String groupName, LocalDateTime opensAt)
      implements Serializable {}
}
