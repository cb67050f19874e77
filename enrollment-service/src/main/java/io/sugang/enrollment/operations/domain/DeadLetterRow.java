package io.sugang.enrollment.operations.domain;

import java.time.Instant;

/**
 * A dead letter as it was recorded.
 *
 * @param queue whose dead letter it is
 * @param cause for programs
 * @param detail the cause in English
 * @param section of the request, if it is one, else {@code null}; so are number, student and trace
 * @param attempts how often it was tried, or {@code null} if nobody knows
 * @param firstSeen when it failed first
 * @param lastSeen when it was found in its dead letter queue last, or {@code null} if it never was
 * @param returns how often it came back
 * @param since when it came into its present state
 */
public record DeadLetterRow(
    long id,
    String queue,
    String cause,
    String detail,
    String section,
    Long number,
    String student,
    String trace,
    Integer attempts,
    Instant firstSeen,
    Instant lastSeen,
    int returns,
    String state,
    Instant since) {}
