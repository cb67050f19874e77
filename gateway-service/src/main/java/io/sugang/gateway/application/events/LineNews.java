package io.sugang.gateway.application.events;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.gateway.domain.Places;
import io.sugang.gateway.domain.Standing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What changes in the lines. Everything completes on any thread. */
public interface LineNews {

  /**
   * When a line was looked at.
   *
   * @param epoch of the line
   * @param telling how often decisions had been told in it
   */
  record Moment(String epoch, String telling) {
    /** Before everything. */
    static final Moment NEVER = new Moment("0", "0");
  }

  /**
   * A look at a line.
   *
   * @param isComplete whether {@code changed} names all that changed since the last look
   * @param changed requests that were decided since then, or whose decision was changed
   * @param waiting who is undecided
   */
  record Look(
      Moment moment,
      boolean isComplete,
      List<RequestNumber> changed,
      Places waitlist,
      Places waiting) {}

  /**
   * Looks at a section's line; empty if nothing was told since the last look.
   *
   * @param anyway whether to look even then
   */
  CompletionStage<Optional<Look>> look(SectionId section, Moment last, boolean anyway);

  /**
   * How requests stand, without positions and ranks. What the line does not know, or has of another
   * student, is missing.
   *
   * @param requested whose each is
   */
  CompletionStage<Map<RequestNumber, Standing>> standings(
      SectionId section, Map<RequestNumber, StudentId> requested);
}
