package io.sugang.benchmark.round;

import io.sugang.benchmark.workload.Profile;
import java.time.Duration;

/**
 * How large a run is.
 *
 * @param students 1 or more
 * @param seats of each prepared section
 * @param waitlist how many may wait for each prepared section
 * @param reserved seats that each prepared section keeps for the first year
 * @param sections prepared for a round of a campus
 * @param warmUps rounds before the measured ones, 0 or more
 * @param rounds measured, 1 or more
 * @param streams held open meanwhile, 0 or more
 * @param polling how long to poll
 * @param mailWait how long to wait for a round's mails after its judgement
 * @param patience how long to wait for the last decision, and for any answer at all
 */
public record RoundOptions(
    Profile profile,
    int students,
    int seats,
    int waitlist,
    int reserved,
    int sections,
    int connections,
    int warmUps,
    int rounds,
    int streams,
    Duration polling,
    Duration mailWait,
    Duration patience,
    long seed) {}
