package io.sugang.enrollment.catalogue;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/** A department. */
@Entity
@Immutable
@Table(name = "department")
class DepartmentRow {
  @Id String id;
  String nameKo;
  String nameEn;
}
