package io.sugang.enrollment.operations.application;

import io.sugang.enrollment.operations.domain.Pause;
import java.util.List;

/** What operators hold up. Every change is told by an audit entry in its commit. */
public interface PauseStore {

  /** All of it, as the writer has it. */
  List<Pause> list();

  /** What gateways have to know, from the reader endpoint: where nobody is let in. */
  List<Pause> accepting();

  /**
   * Holds something up; if it is held up already, with another reason, and with another message if
   * there is one.
   *
   * @return false if there is no such term, or section
   */
  boolean begin(Pause pause);

  /**
   * Ends a pause, with the reason and by the operator that it names.
   *
   * @return false if there is none
   */
  boolean end(Pause pause);
}
