package io.sugang.gateway.application.join;

import io.sugang.contract.enrollment.Term.Window;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import java.util.Optional;

/** A student asks for a seat. */
public record EnrollCommand(
    StudentId student,
    SectionId section,
    Window window,
    Optional<String> idempotencyKey,
    String traceparent)
    implements JoinCommand {}
