package io.sugang.notification.application.operate;

import io.sugang.lifecycle.RecurringDuty;
import io.sugang.notification.config.NotificationConfig;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Keeps up with what operators hold up. While the database is away it stays as it was. */
@Singleton
class WatchPauses extends RecurringDuty {

  private static final Logger LOG = Logger.getLogger(WatchPauses.class);

  private final PauseStore store;
  private final MailPause pause;

  WatchPauses(PauseStore store, MailPause pause, NotificationConfig config) {
    super("watch-pauses", config.pauseLook());
    this.store = store;
    this.pause = pause;
  }

  @Override
  protected void round() {
    pause.note(store.isMailPaused());
  }

  @Override
  protected void complain(Throwable failure, boolean again) {
    LOG.logf(
        again ? Logger.Level.DEBUG : Logger.Level.WARN,
        "nobody can say whether mail is held up; it stays as it is: %s",
        failure.getMessage());
  }
}
