package io.sugang.gateway.domain;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import java.time.Instant;

/** Names a request that a student made, wherever it is. */
public record RequestRef(SectionId section, RequestNumber number, Instant acceptedAt) {}
