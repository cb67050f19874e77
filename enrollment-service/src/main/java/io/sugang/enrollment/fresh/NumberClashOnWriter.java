package io.sugang.enrollment.fresh;

import io.sugang.enrollment.database.NumberClashColumns;
import jakarta.persistence.Entity;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/** A request whose number another one has, as the writer endpoint has it now. */
@Entity
@Immutable
@Table(name = "number_clash")
@IdClass(NumberClashColumns.Key.class)
class NumberClashOnWriter extends NumberClashColumns {}
