package io.sugang.waitlist.rule;

/**
 * Somebody on the waitlist who is passed over: the place stays, without a rank, and takes up
 * nobody's room.
 *
 * @param why the rule in the way
 * @param hadRank whether the place had a rank until now
 */
public record Skip(Holder holder, Refusal why, boolean hadRank) {}
