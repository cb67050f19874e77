package io.sugang.waitlist.rule;

import io.sugang.contract.id.RequestNumber;

/**
 * What a student has on the section's waitlist.
 *
 * @param wonBy the request that won it
 * @param isSkipped whether it is passed over, and has no rank
 */
public record WaitlistEntry(RequestNumber wonBy, boolean isSkipped) {}
