package io.sugang.benchmark.rows;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongConsumer;

/** Looks at the writer until every receipt of a round has its decision. */
public final class DecisionWatch {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  private final RowReader reader;
  private final LongConsumer decidedSoFar;

  /**
   * @param decidedSoFar told after each look
   */
  public DecisionWatch(RowReader reader, LongConsumer decidedSoFar) {
    this.reader = reader;
    this.decidedSoFar = decidedSoFar;
  }

  /**
   * Waits until so many requests are recorded and none is undecided.
   *
   * @param receipts how many must be recorded at least
   * @return when that was seen, or the end of the patience
   */
  public Instant until(long receipts, Instant patienceEnds)
      throws SQLException, InterruptedException {
    while (true) {
      long undecided = reader.waiting();
      // Counting everything costs more, so only when it could be over.
      long recorded = undecided == 0 ? reader.recorded() : receipts;
      Instant now = Instant.now();
      decidedSoFar.accept(Math.max(0, recorded - undecided));
      if ((undecided == 0 && recorded >= receipts) || now.isAfter(patienceEnds)) {
        return now;
      }
      Thread.sleep(BETWEEN_LOOKS);
    }
  }
}
