package io.sugang.waitlist.application.decide;

import io.sugang.contract.decision.DeadLetterCause;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.message.LineRequest;
import io.sugang.waitlist.rule.Admission;
import io.sugang.waitlist.rule.Decided;
import io.sugang.waitlist.rule.Outcome;
import io.sugang.waitlist.rule.Section;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Decides the next requests of one section in one transaction: lock the section, look who is next,
 * lock the students, decide, write, commit, and only then update the line.
 *
 * <p>A failure at any point is answered by running it again. Under the section's lock the second
 * run sees whether the first one's commit happened, so an unknown outcome is found out before
 * anything is shown.
 */
@ApplicationScoped
public class AdmitBatch {

  private static final Logger LOG = Logger.getLogger(AdmitBatch.class);

  private final SectionStore sections;
  private final Line line;
  private final CommittedRequests committedRequests;
  private final Clock clock;

  AdmitBatch(SectionStore sections, Line line, CommittedRequests committedRequests, Clock clock) {
    this.sections = sections;
    this.line = line;
    this.committedRequests = committedRequests;
    this.clock = clock;
  }

  /** What a run came to. */
  public sealed interface Result {
    /** Nobody waits. */
    record Empty() implements Result {}

    /** Another worker holds the section. */
    record Busy() implements Result {}

    /**
     * What there was to decide was committed; there may be more.
     *
     * @param clashes requests that were kept aside, because another one has their number
     * @param isShown whether the line shows it, too; if not, whoever looks next updates it
     */
    record Done(Outcome outcome, List<LineRequest> clashes, boolean isShown) implements Result {}
  }

  /**
   * Serves the waitlist and decides up to {@code max} requests.
   *
   * @throws BatchFailedException if it can't be done, and nobody knows that it will pass
   */
  public Result run(SectionId section, int max) {
    return run(section, max, true, true, Admission::decide);
  }

  /** Decides up to {@code max} requests, as far as nobody on the waitlist is to be served first. */
  Result decideOnly(SectionId section, int max) {
    return run(section, max, false, true, Admission::decideOnly);
  }

  /** Serves the first of the waitlist, and decides no request. */
  Result serveOne(SectionId section) {
    return run(section, 0, true, true, (s, _, facts) -> Admission.serveOne(s, facts));
  }

  /** Passes over somebody on the waitlist whose promotion fails. */
  Result setAside(SectionId section, RequestNumber wonBy) {
    return run(section, 0, true, true, (s, _, facts) -> Admission.setAside(s, wonBy, facts));
  }

  /** Takes a request out of the line as quarantined, if it is next: it failed alone. */
  Result quarantine(SectionId section, RequestNumber number) {
    return run(
        section,
        1,
        false,
        false,
        (s, batch, _) ->
            BatchTransaction.quarantine(
                s,
                batch.stream().filter(request -> request.number().equals(number)).toList(),
                DeadLetterCause.FAILED_ALONE));
  }

  /**
   * @param max how many requests; 0: the waitlist only
   * @param serves whether the rules serve the waitlist
   * @param judges whether the rules look at facts; what makes a request's facts fail must not keep
   *     it from being taken out
   */
  private Result run(
      SectionId id, int max, boolean serves, boolean judges, BatchTransaction.Rules rules) {
    return switch (commit(new BatchTransaction(id, max, serves, judges, rules, line, clock))) {
      case BatchTransaction.End.Busy _ -> new Result.Busy();
      case BatchTransaction.End.Empty _ -> new Result.Empty();
      case BatchTransaction.End.Committed committed ->
          new Result.Done(committed.outcome(), committed.clashes(), updateLine(committed));
    };
  }

  private BatchTransaction.End commit(BatchTransaction batch) {
    try (SectionTransaction transaction = sections.begin()) {
      BatchTransaction.End end = batch.run(transaction);
      if (end instanceof BatchTransaction.End.Committed committed) {
        committedRequests.add(
            committed.outcome().decided().stream().map(Decided::request).toList());
      }
      return end;
    } catch (SectionStore.TryAgainException | Line.LineClosedException | Line.LineAwayException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new BatchFailedException(batch.tried(), batch.promoted(), e);
    }
  }

  /** What is committed is true whether or not the line can show it now. */
  private boolean updateLine(BatchTransaction.End.Committed committed) {
    Section section = committed.section();
    try {
      if (committed.exists()) {
        line.update(section, committed.updates());
      }
      if (!committed.changed().isEmpty()) {
        sections.lineUpdated(section.id(), section.version(), committed.changed());
      }
      return true;
    } catch (Line.LineClosedException
        | Line.LineAwayException
        | SectionStore.TryAgainException
        | SectionStore.RefusedException e) {
      LOG.warnf(
          "section %s: decisions are committed, but the line does not show them yet: %s",
          section.id(), e.getMessage());
      return false;
    }
  }
}
