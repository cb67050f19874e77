package io.sugang.enrollment.operations.application;

import io.sugang.contract.message.LineRequest;
import io.sugang.contract.queue.Queue;
import io.sugang.enrollment.operations.domain.FoundLetter;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Records what becomes of dead letters. */
public interface DeadLetterRecorder {

  /**
   * A letter with its row's id.
   *
   * @param queue whose dead letter it is
   * @param returns how often it had come back
   */
  record Unnumbered(long id, Queue queue, String body, int returns, String cause) {}

  /** Records letters that were found in their queues; those that had left them are back. */
  void found(List<FoundLetter> letters, Instant now);

  /** Of letters of a queue: those that nobody needs there, since their rows are done, or newer. */
  Set<FoundLetter> needless(Queue queue, Collection<FoundLetter> letters);

  /**
   * Requests that are quarantined, set aside or kept since their number is another's, and of which
   * no open row tells, as the letters that should have been filed; {@link FoundLetter#sentAt} is
   * when they failed.
   */
  List<FoundLetter> unfiledRequests();

  /** The same of mails that failed, some at a time. */
  List<FoundLetter> unfiledMails();

  /** Records letters that nobody has found in a queue yet. */
  void missed(List<FoundLetter> letters);

  /** Letters of a queue that were not found since are not in it any more; returns how many. */
  int left(Queue queue, Instant since, Instant now);

  /** Letters of requests that are decided are resolved. */
  void resolve(Instant now);

  /** The same, of those that a job sent. */
  void resolveSentBy(long job, Instant now);

  /** Letters that were moved or replayed and are not one request's, so that their bodies tell. */
  List<Unnumbered> unnumbered();

  /** Whether the journal has all of these: each that can't be decided has a letter of its own. */
  boolean areJournaled(List<LineRequest> requests);

  /** Whether all of these were sent, or failed: each that did has a letter of its own. */
  boolean areTried(List<Long> mails);

  /** Whether it was sent. */
  boolean isSent(long mail);

  /** A letter that was moved or replayed is resolved, if it has not come back since. */
  void resolved(Unnumbered letter, Instant now);
}
