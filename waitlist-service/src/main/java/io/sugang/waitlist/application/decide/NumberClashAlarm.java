package io.sugang.waitlist.application.decide;

import io.sugang.contract.message.LineRequest;
import java.util.Collection;

/** Hears it when a number was given twice. */
public interface NumberClashAlarm {

  /** Requests were kept aside because others have their numbers. */
  void found(Collection<LineRequest> clashes);
}
