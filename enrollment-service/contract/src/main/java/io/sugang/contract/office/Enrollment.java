package io.sugang.contract.office;

import java.time.Instant;

/** A seat that a student holds, and the number of the request that won it. */
public record Enrollment(String section, long number, Instant enrolledAt) {}
