package io.sugang.waitlist.application.recover;

/** How much waits in the requests queue. */
public interface RequestBacklog {

  /** Whether the queue says that no message waits or is being handled. */
  boolean isEmpty();
}
