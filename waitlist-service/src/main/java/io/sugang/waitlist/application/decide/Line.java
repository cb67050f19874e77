package io.sugang.waitlist.application.decide;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.message.LineRequest;
import io.sugang.waitlist.rule.Section;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The waiting lines, as Redis keeps them. Every call may find the line closed, or away. */
public interface Line {

  /** Redis was restarted, promoted or wiped, and what the line holds must be rebuilt. */
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

  /** Replaces requests by their decisions; twice changes nothing. */
  void update(Section section, Collection<LineUpdate> updates);

  /**
   * Gives a request that lost its number to another one a new number at the end of its line, or
   * finds the one that its student has there already.
   */
  RequestNumber rejoin(LineRequest request);

  /**
   * Puts a quarantined request back into its line, at its own number; or finds the one that its
   * student has there now, and changes nothing.
   *
   * @param section as of whose version the request is undecided again
   */
  Optional<RequestNumber> reopen(Section section, LineRequest request);

  /** The number at the head of each line, as text; sections without a line are left out. */
  Map<SectionId, String> heads(Collection<SectionId> sections);
}
