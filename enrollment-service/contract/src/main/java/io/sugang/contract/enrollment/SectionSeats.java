package io.sugang.contract.enrollment;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * A section's seats as the writer has them.
 *
 * @param waitlistLimit how many may wait for a seat
 * @param waitlisted how many do
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SectionSeats(
    String section, int capacity, int taken, int waitlistLimit, int waitlisted) {}
