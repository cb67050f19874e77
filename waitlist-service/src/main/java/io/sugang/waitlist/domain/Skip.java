package io.sugang.waitlist.domain;

/**
 * Somebody on the waitlist who is passed over: the place stays, without a rank, and takes up
 * nobody's room.
 *
 * @param why the rule in the way
 * @param hadRank whether the place had a rank until now
 */
public record Skip(Place place, Refusal why, boolean hadRank) {}
