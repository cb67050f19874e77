package io.sugang.waitlist.application.decide;

import io.sugang.contract.decision.LineDecision;
import io.sugang.contract.decision.RequestState;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.line.LineKeys;
import io.sugang.contract.message.DropRequested;
import io.sugang.contract.message.LineRequest;
import io.sugang.contract.message.SeatRequested;
import io.sugang.waitlist.application.JournaledDecision;

/**
 * A committed decision on its way to the line.
 *
 * @param liveField where the line keeps the receipt that a repeat is answered with
 * @param staysLive whether a repeat is answered with this one from now on
 * @param onWaitlist whether the request has a rank on the waitlist now
 */
public record LineUpdate(
    RequestNumber number,
    String liveField,
    boolean staysLive,
    boolean onWaitlist,
    LineDecision decision) {

  /** What the line must show of a request's decision. */
  public static LineUpdate of(LineRequest request, LineDecision decision) {
    return switch (request) {
      case SeatRequested seat ->
          new LineUpdate(
              seat.number(), liveField(seat), !decision.isFinal(), decision.isRanked(), decision);
      case DropRequested drop ->
          new LineUpdate(
              drop.number(),
              liveField(drop),
              decision.state() == RequestState.DONE,
              false,
              decision);
    };
  }

  /**
   * Whether a repeat may be answered with it: for good if it stays live; for a while if it was
   * refused, because whoever asks again may not have got the first answer.
   */
  public boolean isRepeated() {
    return staysLive
        || decision.state() == RequestState.REFUSED
        || decision.state() == RequestState.QUARANTINED;
  }

  /** Whether it is this request's, and not another's that has the same number. */
  boolean isOf(LineRequest request) {
    return liveField.equals(liveField(request))
        && decision.releases().equals(JournaledDecision.releasedBy(request))
        && decision.source().equals(JournaledDecision.sourceOf(request));
  }

  /** The field of {@link LineKeys#live()} that holds a request's receipt. */
  public static String liveField(LineRequest request) {
    return switch (request) {
      case SeatRequested seat -> seat.student().value();
      case DropRequested drop -> LineKeys.dropField(drop.student(), drop.releases());
    };
  }
}
