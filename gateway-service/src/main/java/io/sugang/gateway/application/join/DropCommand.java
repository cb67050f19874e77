package io.sugang.gateway.application.join;

import io.sugang.contract.enrollment.Term.Window;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import java.util.Optional;

/**
 * A student drops an earlier request.
 *
 * @param receipt its number; empty for whatever of the student's is live in the section
 */
public record DropCommand(
    StudentId student,
    SectionId section,
    Optional<RequestNumber> receipt,
    Required required,
    Window window,
    Optional<String> idempotencyKey,
    String traceparent)
    implements JoinCommand {}
