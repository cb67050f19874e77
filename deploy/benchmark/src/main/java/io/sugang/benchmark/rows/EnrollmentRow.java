package io.sugang.benchmark.rows;

/**
 * A taken seat.
 *
 * @param number of the request that won it
 * @param reserve id of the reserve that it is of; 0: an open seat
 */
public record EnrollmentRow(
    String section, String student, String course, long number, long reserve) {}
