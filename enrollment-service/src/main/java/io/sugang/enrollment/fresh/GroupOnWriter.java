package io.sugang.enrollment.fresh;

import io.sugang.enrollment.database.GroupColumns;
import jakarta.persistence.Entity;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/** A student is in a named group, as the writer endpoint has it now. */
@Entity
@Immutable
@Table(name = "student_group")
@IdClass(GroupColumns.Key.class)
class GroupOnWriter extends GroupColumns {}
