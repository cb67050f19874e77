package io.sugang.gateway.domain;

/**
 * Seats and line of a section.
 *
 * @param waitlisted students who wait for a seat
 * @param waiting requests that wait for a decision
 * @param version of the seats; 0 if no worker has shown any yet
 */
public record SectionState(long version, int capacity, int taken, int waitlisted, long waiting) {}
