package io.sugang.enrollment.fresh;

import io.sugang.enrollment.database.RequestColumns;
import jakarta.persistence.Entity;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/** A request in the journal, as the writer endpoint has it now. */
@Entity
@Immutable
@Table(name = "request")
@IdClass(RequestColumns.Key.class)
class RequestOnWriter extends RequestColumns {}
