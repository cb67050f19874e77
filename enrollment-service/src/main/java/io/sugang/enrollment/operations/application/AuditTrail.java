package io.sugang.enrollment.operations.application;

import io.sugang.enrollment.operations.domain.AuditEntry;
import java.util.List;

/** What operators did. Entries are written in the transaction of what they tell. */
public interface AuditTrail {

  /** Some entries, the latest first. */
  List<AuditEntry> list(int offset, int max);

  /** How many entries there are. */
  long count();
}
