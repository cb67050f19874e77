package io.sugang.gateway.application.join;

import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import java.util.concurrent.CompletionStage;

/** When students may register for sections. */
interface Windows {

  /** Completes at once if this gateway knows section, terms and student; else on any thread. */
  CompletionStage<StudentWindow.Found> find(StudentId student, SectionId section);

  /** As {@link #find}, but by the student's year as of now. Completes on any thread. */
  CompletionStage<StudentWindow.Found> findOnWriter(StudentId student, SectionId section);
}
