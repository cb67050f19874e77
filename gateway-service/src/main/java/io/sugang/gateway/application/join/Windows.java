package io.sugang.gateway.application.join;

import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import java.time.Instant;
import java.util.concurrent.CompletionStage;

/** When students may register for sections. */
interface Windows {

  /**
   * By this gateway's clock. Completes at once if it knows section, terms and student; else on any
   * thread.
   */
  CompletionStage<StudentWindow.Found> find(StudentId student, SectionId section);

  /**
   * As {@link #find}, but by the student's cohorts as of now.
   *
   * @param at by the line's clock
   */
  CompletionStage<StudentWindow.Found> findOnWriter(
      StudentId student, SectionId section, Instant at);
}
