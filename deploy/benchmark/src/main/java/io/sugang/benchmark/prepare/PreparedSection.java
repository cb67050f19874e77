package io.sugang.benchmark.prepare;

/**
 * A section that exists for one round only.
 *
 * @param capacity seats
 * @param waitlistLimit how many may stand on its waitlist
 */
public record PreparedSection(String id, String course, int capacity, int waitlistLimit) {}
