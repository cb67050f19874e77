package io.sugang.waitlist.rule;

/**
 * A seat that somebody got.
 *
 * @param pool the id of the {@link SeatPool} that it is of
 */
public record SeatTaken(Holder holder, long pool) {}
