package io.sugang.contract.enrollment;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;

/** A seat that a student holds, and the number of the request that won it. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Enrollment(String section, long number, Instant enrolledAt) {}
