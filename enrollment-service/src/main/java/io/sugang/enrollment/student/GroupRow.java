package io.sugang.enrollment.student;

import io.sugang.enrollment.database.GroupColumns;
import jakarta.persistence.Entity;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/** A student is in a named group. */
@Entity
@Immutable
@Table(name = "student_group")
@IdClass(GroupColumns.Key.class)
class GroupRow extends GroupColumns {}
