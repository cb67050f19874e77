package io.sugang.waitlist.application.outbox;

import java.util.List;

/** The way to the notifiers. */
public interface Notifications {

  /** Publishes ids of mail intents; returns when the queue has them. */
  void publish(List<Long> mails);
}
