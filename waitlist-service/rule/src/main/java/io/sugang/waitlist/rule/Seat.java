package io.sugang.waitlist.rule;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;

/** A seat that a student holds, and the request that won it. */
public record Seat(SectionId section, RequestNumber wonBy) {}
