package io.sugang.contract.enrollment;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.sugang.contract.decision.LineDecision;
import io.sugang.contract.decision.RequestType;
import java.time.Instant;

/**
 * A request as the journal has it.
 *
 * @param releases of a drop, or a swap: the number of the request that it drops; else {@code null}
 * @param source of a swap: the section in which that is; else {@code null}
 * @param renumbered the number that it stands under in the line, if it lost its own to another
 *     request; else {@code null}
 * @param decision {@code null} while it is undecided
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record JournaledRequest(
    String section,
    long number,
    RequestType type,
    Long releases,
    String source,
    Instant acceptedAt,
    Long renumbered,
    LineDecision decision) {

  /** So many of a student's are told at once, at most; fewer are all that there are. */
  public static final int MOST = 200;
}
