package io.sugang.waitlist.rule;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.StudentId;

/**
 * A student who holds something in a section, a seat or a place on the waitlist, and the request
 * that won it.
 */
public record Holder(RequestNumber wonBy, StudentId student) {}
