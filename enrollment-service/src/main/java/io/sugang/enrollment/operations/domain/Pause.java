package io.sugang.enrollment.operations.domain;

import java.time.Instant;

/**
 * Something that an operator holds up.
 *
 * @param work of {@link io.sugang.contract.pause.PausedWork}
 * @param term only in this term; empty: in all
 * @param section only in this section; empty: in all
 * @param message what students are told who can't join; may be empty
 */
public record Pause(
    String work,
    String term,
    String section,
    String message,
    Instant since,
    String who,
    String reason) {}
