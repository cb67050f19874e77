package io.sugang.waitlist.application;

import io.sugang.contract.id.SectionId;
import io.sugang.contract.message.LineRequest;
import io.sugang.waitlist.domain.Section;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The waiting lines, as Redis keeps them. Every call may find the line closed, or away. */
public interface Line {

  /** Redis has no scripts of the current epoch: it was restarted, promoted or wiped. */
  final class LineClosedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LineClosedException() {
      super("the line is closed until it is reopened");
    }
  }

  /** Redis does not answer, or not as it should. Trying again helps. */
  final class LineAwayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LineAwayException(Throwable cause) {
      super("Redis does not answer as it should: " + cause, cause);
    }
  }

  /** The first requests of a section's line, in number order. */
  List<LineRequest> peek(SectionId section, int max);

  /** Replaces requests by their decisions; saying it twice changes nothing. */
  void settle(Section section, Collection<Settlement> settlements);

  /** The number at the head of each line, as text; sections without a line are left out. */
  Map<SectionId, String> heads(Collection<SectionId> sections);
}
