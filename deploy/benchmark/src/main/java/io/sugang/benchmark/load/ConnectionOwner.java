package io.sugang.benchmark.load;

/** Decides what goes over connections. Called on the event loop only. */
interface ConnectionOwner {

  /** The connection is open and nothing is on its way. */
  void ready(Connection connection);

  /** The answer to the one request that was on its way; the connection is not ready yet. */
  void answered(Connection connection, Answer answer, long nanoTime);

  /** The connection ended before the answer came; it will open itself again. */
  void lost(Connection connection);

  /** The connection ended with nothing on its way; it will open itself again. */
  void closed(Connection connection);
}
