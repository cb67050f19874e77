package io.sugang.gateway.inbound.http.enroll;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sugang.contract.decision.RequestType;
import io.sugang.contract.id.SectionId;
import io.sugang.gateway.domain.Receipt;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a student holds in return for asking.
 *
 * @param releases of a drop, or a swap: the receipt that it drops
 * @param source of a swap: the section of the seat that is given up for this one
 * @param position how many are still ahead; absent once decided
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record ReceiptView(
    String id,
    String section,
    RequestType type,
    Optional<String> releases,
    Optional<String> source,
    long number,
    OptionalLong position,
    Instant acceptedAt) {

  static ReceiptView of(Receipt receipt) {
    return new ReceiptView(
        receipt.id(),
        receipt.section().value(),
        receipt.type(),
        receipt.releases(),
        receipt.source().map(SectionId::value),
        receipt.number().value(),
        receipt.position(),
        receipt.acceptedAt());
  }
}
