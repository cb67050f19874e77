package io.sugang.enrollment.operations.domain;

/**
 * About how many messages a queue holds.
 *
 * @param visible may be received
 * @param inFlight were received and not acknowledged
 * @param delayed are to be received later
 */
public record QueueDepth(String queue, long visible, long inFlight, long delayed) {}
