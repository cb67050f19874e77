package io.sugang.enrollment.student;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import org.hibernate.annotations.Immutable;

/** A student is in a named group. */
@Entity
@Immutable
@Table(name = "student_group")
@IdClass(GroupRow.Key.class)
class GroupRow {
  @Id String studentId;
  @Id String name;

  record Key(String studentId, String name) implements Serializable {}
}
