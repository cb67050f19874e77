package io.sugang.benchmark.rows;

/**
 * Seats that a section keeps for a cohort.
 *
 * @param seats how many
 * @param taken how many of them it says are taken
 * @param strangers how many of another cohort sit in them
 * @param waiting how many of the cohort have a rank on the waitlist
 */
public record ReserveRow(
    long id, String section, int seats, int taken, int strangers, int waiting) {}
