package io.sugang.waitlist.domain;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.StudentId;

/**
 * Something that a student has in a section, a seat or a rank on the waitlist, and the request that
 * won it.
 */
public record Place(RequestNumber wonBy, StudentId student) {}
