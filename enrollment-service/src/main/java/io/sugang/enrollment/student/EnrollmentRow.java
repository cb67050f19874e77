package io.sugang.enrollment.student;

import io.sugang.enrollment.database.EnrollmentColumns;
import jakarta.persistence.Entity;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/** A seat that a student holds, as the reader endpoint has it. */
@Entity
@Immutable
@Table(name = "enrollment")
@IdClass(EnrollmentColumns.Key.class)
class EnrollmentRow extends EnrollmentColumns {}
