package io.sugang.contract.office;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.sugang.contract.line.ToldDecision;
import java.time.Instant;

/**
 * A request as the journal has it.
 *
 * @param type {@code enroll} or {@code drop}
 * @param receipt of a drop: the number of the request that it lets go; else {@code null}
 * @param renumbered the number that it stands under in the line, if it lost its own to another
 *     request; else {@code null}
 * @param decision {@code null} while it is undecided
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record JournaledRequest(
    String section,
    long number,
    String type,
    Long receipt,
    Instant acceptedAt,
    Long renumbered,
    ToldDecision decision) {}
