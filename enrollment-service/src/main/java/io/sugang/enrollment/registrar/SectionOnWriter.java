package io.sugang.enrollment.registrar;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.DynamicUpdate;

/** A section on the writer endpoint; only what the registrar may change is ever written. */
@Entity
@DynamicUpdate
@Table(name = "section")
class SectionOnWriter {
  @Id String id;
  int capacity;
  int taken;
  int waitlistLimit;
  int waitlisted;
  long version;
}
