package io.sugang.waitlist.rule;

import io.sugang.contract.message.LineRequest;

/** A request and what became of it. */
public record Decided(LineRequest request, Decision decision) {}
