package io.sugang.benchmark.rows;

/**
 * Somebody on a waitlist.
 *
 * @param number of the request; their order is the rank
 * @param hasRank whether it is not passed over
 */
public record WaitlistRow(String section, long number, String student, boolean hasRank) {}
