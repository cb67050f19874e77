package io.sugang.waitlist.rule;

import io.sugang.contract.id.StudentId;

/**
 * A seat in another section that a student gave up for one that she won here. That section counts
 * it as taken until a commit of its own.
 */
public record GivenUp(StudentId student, Seat seat) {}
