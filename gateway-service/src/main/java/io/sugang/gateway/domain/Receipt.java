package io.sugang.gateway.domain;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * What a student holds after asking for something.
 *
 * @param position how many are still ahead; empty once decided
 */
public record Receipt(
    String id,
    SectionId section,
    String type,
    RequestNumber number,
    OptionalLong position,
    Instant acceptedAt) {}
