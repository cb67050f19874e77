package io.sugang.benchmark.rows;

/**
 * Somebody on a waitlist.
 *
 * @param number of the request; their order is the rank
 */
public record WaitlistRow(String section, long number, String student) {}
