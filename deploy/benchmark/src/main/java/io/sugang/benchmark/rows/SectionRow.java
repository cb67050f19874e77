package io.sugang.benchmark.rows;

/**
 * A section as the database has it.
 *
 * @param taken seats, by the section's own count
 * @param waitlisted students, by the section's own count
 */
public record SectionRow(
    String id, String course, int capacity, int taken, int waitlistLimit, int waitlisted) {}
