package io.sugang.benchmark.history;

import java.util.Optional;

/**
 * One request as its client saw it.
 *
 * @param student id
 * @param section id
 * @param firstSentAt {@link System#nanoTime()} of the first attempt
 * @param endedAt {@link System#nanoTime()} of the final answer
 * @param attempts how often it was sent
 * @param status of the last answer, or 0 if the last attempt had none
 * @param receipt if the final answer carried one
 */
public record Asked(
    String student,
    String section,
    long firstSentAt,
    long endedAt,
    int attempts,
    int status,
    Optional<Receipt> receipt) {}
