package io.sugang.waitlist.application;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
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

  private final LineRebuild rebuild;
  private final EpochBook epochs;
  private final RequestBacklog backlog;
  private final Book book;
  private final SectionDesk desk;
  private final WaitlistMeters meters;
  private final Clock clock;
  private int quietLooks;

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
        return;
      }
      if (mustWaitForQueue()) {
        return;
      }
      reopen();
    } catch (RuntimeException e) {
      LOG.warnf("the line is closed and can't be reopened yet: %s", e.getMessage());
    }
  }

  private boolean mustWaitForQueue() {
    if (epochs.current() == 0) {
      return false;
    }
    quietLooks = backlog.isEmpty() ? quietLooks + 1 : 0;
    return quietLooks < QUIET_LOOKS;
  }

  private void reopen() {
    long raised = epochs.raise(clock.instant());
    // The lock keeps a second worker from rebuilding at the same time; it finds the line open, or a
    // higher epoch.
    boolean done =
        epochs.whileCurrent(
            raised,
            () -> {
              rebuild.close();
              book.sections()
                  .forEach(section -> rebuild.section(section, epochs.journalOf(section)));
              rebuild.open(raised);
            });
    if (done) {
      quietLooks = 0;
      meters.lineReopened();
      LOG.infof("the line is open, epoch %d", raised);
      book.waitingSince(Instant.MAX).forEach(desk::wake);
    }
  }
}
