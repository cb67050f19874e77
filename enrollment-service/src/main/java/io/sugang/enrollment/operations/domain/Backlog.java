package io.sugang.enrollment.operations.domain;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What waits in the database, as the reader endpoint has it.
 *
 * @param undecided journaled requests that nobody has decided
 * @param oldestUndecided when the first of them was accepted, or {@code null} if there is none
 * @param sections those in which the oldest wait, 50 at most
 * @param mails how many there are by state; those that are sent are not counted
 * @param epoch of the line
 * @param epochSince when the line was reopened last
 */
public record Backlog(
    long undecided,
    Instant oldestUndecided,
    List<InSection> sections,
    Map<String, Long> mails,
    long epoch,
    Instant epochSince) {

  /** Undecided requests of a section. */
  public record InSection(String section, long undecided, Instant oldest) {}
}
