package io.sugang.enrollment.student;

import io.sugang.enrollment.database.RequestColumns;
import jakarta.persistence.Entity;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/** A request in the journal, as the reader endpoint has it. */
@Entity
@Immutable
@Table(name = "request")
@IdClass(RequestColumns.Key.class)
class RequestRow extends RequestColumns {}
