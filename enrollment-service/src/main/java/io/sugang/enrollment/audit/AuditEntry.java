package io.sugang.enrollment.audit;

import java.time.Instant;

/**
 * What an operator or a registrar did.
 *
 * @param subject what it was done to, such as {@code job 7}
 * @param before and after: as JSON, or {@code null}
 */
public record AuditEntry(
    Instant at,
    String who,
    String action,
    String subject,
    String reason,
    String before,
    String after) {}
