package io.sugang.waitlist.application.recover;

import io.sugang.contract.message.LineRequest;
import io.sugang.waitlist.application.WaitlistMeters;
import io.sugang.waitlist.application.decide.NumberClashAlarm;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import org.jboss.logging.Logger;

/**
 * A number that was given twice shows that Redis went back to an earlier state unnoticed. Then the
 * line is closed, so that nobody else gets such a number, and reopened in a new epoch. A clash of
 * an earlier epoch, such as an old dead letter that was moved back, closes nothing.
 */
@ApplicationScoped
class NumberClashes implements NumberClashAlarm {

  private static final Logger LOG = Logger.getLogger(NumberClashes.class);

  private final EpochStore epochs;
  private final LineRebuild rebuild;
  private final WaitlistMeters meters;

  NumberClashes(EpochStore epochs, LineRebuild rebuild, WaitlistMeters meters) {
    this.epochs = epochs;
    this.rebuild = rebuild;
    this.meters = meters;
  }

  @Override
  public void found(Collection<LineRequest> clashes) {
    long epoch = epochs.current();
    boolean isPresent = false;
    for (LineRequest clash : clashes) {
      meters.numberClash();
      LOG.errorf(
          "section %s, number %s was given twice; the second request is a dead letter",
          clash.section(), clash.number());
      isPresent |= clash.number().epoch() == epoch;
    }
    if (isPresent) {
      LOG.errorf("the line is closed: it gave numbers of epoch %d twice", epoch);
      rebuild.close();
    }
  }
}
