package io.sugang.gateway.inbound.http.enroll;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sugang.contract.decision.RequestType;
import io.sugang.gateway.domain.Receipt;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a student holds in return for asking.
 *
 * @param releases of a drop: the receipt that it drops
 * @param position how many are still ahead; absent once decided
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record ReceiptView(
    String id,
    String section,
    RequestType type,
    Optional<String> releases,
    long number,
    OptionalLong position,
    Instant acceptedAt) {

  static ReceiptView of(Receipt receipt) {
    return new ReceiptView(
        receipt.id(),
        receipt.section().value(),
        receipt.type(),
        receipt.releases(),
        receipt.number().value(),
        receipt.position(),
        receipt.acceptedAt());
  }
}
