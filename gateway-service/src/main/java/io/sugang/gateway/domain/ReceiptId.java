package io.sugang.gateway.domain;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;

/**
 * What a receipt id says: section and number. That it belongs to a certain student is proved by its
 * seal, which only {@link ReceiptSeal} can make and check.
 */
public record ReceiptId(SectionId section, RequestNumber number) {}
