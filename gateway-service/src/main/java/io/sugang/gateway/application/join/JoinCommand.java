package io.sugang.gateway.application.join;

import io.sugang.contract.enrollment.Term.Window;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import java.util.Optional;

/** What a student asks of a section's line. */
public sealed interface JoinCommand permits EnrollCommand, DropCommand {

  StudentId student();

  SectionId section();

  /** When the student may ask for it. */
  Window window();

  /** Whose first answer is to be remembered, or replayed. */
  Optional<String> idempotencyKey();

  String traceparent();
}
