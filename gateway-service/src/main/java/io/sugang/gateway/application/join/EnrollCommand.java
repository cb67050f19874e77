package io.sugang.gateway.application.join;

import io.sugang.contract.decision.RequestState;
import io.sugang.contract.enrollment.Term.Window;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import java.util.Optional;

/**
 * A student asks for a seat.
 *
 * @param gives what is given up for it; empty if nothing is
 */
public record EnrollCommand(
    StudentId student,
    SectionId section,
    Optional<Gives> gives,
    Window window,
    Optional<String> idempotencyKey,
    String traceparent)
    implements JoinCommand {

  /**
   * A seat in another section.
   *
   * @param has what the student has there
   */
  public record Gives(SectionId section, Optional<Line.Holding> has) {

    /**
     * The number of the request that won the seat; empty if the student has none there now, so that
     * only an earlier request can be found.
     */
    public Optional<RequestNumber> wonBy() {
      return has.filter(holding -> holding.state() == RequestState.ADMITTED)
          .map(Line.Holding::receipt);
    }
  }
}
