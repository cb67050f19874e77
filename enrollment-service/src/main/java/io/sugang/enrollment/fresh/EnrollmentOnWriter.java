package io.sugang.enrollment.fresh;

import io.sugang.enrollment.database.EnrollmentColumns;
import jakarta.persistence.Entity;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/** A seat that a student holds, as the writer endpoint has it now. */
@Entity
@Immutable
@Table(name = "enrollment")
@IdClass(EnrollmentColumns.Key.class)
class EnrollmentOnWriter extends EnrollmentColumns {}
