package io.sugang.benchmark.rows;

/**
 * A taken seat.
 *
 * @param number of the request that won it
 */
public record EnrollmentRow(String section, String student, String course, long number) {}
