package io.sugang.gateway.application.follow;

import java.util.List;

/** Where a student's events go. Called by one thread. */
public interface EventSink {

  /** The stream is open; nothing is said before. */
  void begin();

  /** Whether it can take more now. */
  boolean isReady();

  /**
   * The requests of the student, as they stand now.
   *
   * @param version higher than that of every state before
   */
  void state(long version, List<FollowedRequest> requests);

  /** Nothing happened; a sign of life. */
  void heartbeat();

  /**
   * The student opened one stream too many after this one; its client must not come back, or it
   * would drive out another.
   *
   * @param streams that a student may have
   */
  void replaced(int streams);

  /** There will be no more events; the student may follow anew. */
  void end();
}
