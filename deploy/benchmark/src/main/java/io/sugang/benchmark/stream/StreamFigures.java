package io.sugang.benchmark.stream;

import io.sugang.benchmark.latency.Latency;

/**
 * What streams did in one round.
 *
 * @param open streams at its end
 * @param events that came in it
 * @param decisionToEvent from a student's last decision to the last event of their stream
 */
public record StreamFigures(long open, long events, Latency decisionToEvent) {}
