package io.sugang.waitlist.application;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.OptionalLong;
import org.jboss.logging.Logger;

/**
 * Opens the line when it is closed: at the very first start, and after Redis was restarted,
 * promoted or wiped.
 *
 * <p>What is still in the queue must be in the journal first, or it would lose its turn and its
 * receipt. So a line that was open before is reopened only when the queue was found empty twice in
 * a row. Then the epoch is raised, line and receipts are rebuilt from the journal, and the scripts
 * are loaded: from that moment everybody can join again.
 */
@ApplicationScoped
class ReopenLine {

  private static final Logger LOG = Logger.getLogger(ReopenLine.class);
  private static final int QUIET_LOOKS = 2;
  private static final int PATIENT_FAILURES = 10;
  private static final int LOOKS_BETWEEN_FAILURES = 60;

  private final LineRebuild rebuild;
  private final EpochBook epochs;
  private final RequestBacklog backlog;
  private final Book book;
  private final SectionDesk desk;
  private final WaitlistMeters meters;
  private final Clock clock;
  private int quietLooks;
  private int failures;
  private int skippedLooks;

  ReopenLine(
      LineRebuild rebuild,
      EpochBook epochs,
      RequestBacklog backlog,
      Book book,
      SectionDesk desk,
      WaitlistMeters meters,
      Clock clock) {
    this.rebuild = rebuild;
    this.epochs = epochs;
    this.backlog = backlog;
    this.book = book;
    this.desk = desk;
    this.meters = meters;
    this.clock = clock;
  }

  @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @RunOnVirtualThread
  void reopenIfClosed() {
    try {
      if (rebuild.isOpen()) {
        quietLooks = 0;
        failures = 0;
      } else if (!isBackingOff() && !mustWaitForQueue()) {
        reopen();
      }
    } catch (RuntimeException e) {
      failures++;
      LOG.warnf("the line is closed and can't be reopened yet: %s", e.getMessage());
    }
  }

  /** A rebuild that fails again and again must not use up the epochs: 8,191 have to last. */
  private boolean isBackingOff() {
    return failures > PATIENT_FAILURES && ++skippedLooks % LOOKS_BETWEEN_FAILURES != 0;
  }

  private boolean mustWaitForQueue() {
    if (epochs.current() == 0) {
      return false;
    }
    quietLooks = backlog.isEmpty() ? quietLooks + 1 : 0;
    return quietLooks < QUIET_LOOKS;
  }

  private void reopen() {
    // One worker at a time. Whoever comes second finds the line open.
    OptionalLong raised = epochs.raiseUnless(rebuild::isOpen, clock.instant());
    if (raised.isEmpty()) {
      return;
    }
    boolean done =
        epochs.whileCurrent(raised.getAsLong(), () -> rebuildAndOpen(raised.getAsLong()));
    quietLooks = 0;
    if (done) {
      meters.lineReopened();
      LOG.infof("the line is open, epoch %d", raised.getAsLong());
      book.waitingSince(Instant.MAX).forEach(desk::wake);
    }
  }

  private void rebuildAndOpen(long epoch) {
    rebuild.close();
    book.sections().forEach(section -> rebuild.section(section, epochs.journalOf(section)));
    rebuild.open(epoch);
  }
}
