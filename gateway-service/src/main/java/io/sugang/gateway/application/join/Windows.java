package io.sugang.gateway.application.join;

import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** When students may register for sections. */
interface Windows {

  /**
   * The window that counts at a time. Completes at once if this gateway knows section, terms and
   * student; else on any thread.
   */
  CompletionStage<StudentWindow.Found> find(StudentId student, SectionId section, Instant at);

  /** As {@link #find}, but by the student's cohorts as of now. */
  CompletionStage<StudentWindow.Found> findOnWriter(
      StudentId student, SectionId section, Instant at);

  /**
   * Why no seat of a section can be given up for one of another: it has other windows, or is not
   * offered. Empty if one can.
   */
  CompletionStage<Optional<JoinAnswer>> whyNotFor(SectionId section, SectionId source);
}
