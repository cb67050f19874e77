package io.sugang.benchmark.stream;

import java.time.Instant;

/**
 * What one client saw on its event stream since the round began.
 *
 * @param student id
 * @param status HTTP status of the answer, or 0 if there was none
 * @param isOpen whether it is still open
 * @param events how many came
 * @param mostInASecond the most events within any one second
 * @param versionFalls how often an event was older than the one before
 * @param lastAt when the last event came, or {@code null} if none ever did
 * @param lastData the last event's JSON, or empty
 */
public record StreamHistory(
    String student,
    int status,
    boolean isOpen,
    long events,
    int mostInASecond,
    int versionFalls,
    Instant lastAt,
    String lastData) {}
