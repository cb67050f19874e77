package io.sugang.enrollment.fresh;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import org.hibernate.annotations.Immutable;

/** A student is in a named group, as the writer endpoint has it now. */
@Entity
@Immutable
@Table(name = "student_group")
@IdClass(GroupOnWriter.Key.class)
class GroupOnWriter {
  @Id String studentId;
  @Id String name;

  record Key(String studentId, String name) implements Serializable {}
}
