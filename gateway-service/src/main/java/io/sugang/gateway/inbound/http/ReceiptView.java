package io.sugang.gateway.inbound.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sugang.gateway.domain.Receipt;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a student holds in return for asking.
 *
 * @param type {@code enroll} or {@code drop}
 * @param letsGo of a drop: the receipt that it lets go
 * @param position how many are still ahead; absent once decided
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record ReceiptView(
    String id,
    String section,
    String type,
    Optional<String> letsGo,
    long number,
    OptionalLong position,
    Instant acceptedAt) {

  static ReceiptView of(Receipt receipt) {
    return new ReceiptView(
        receipt.id(),
        receipt.section().value(),
        receipt.type(),
        receipt.letsGo(),
        receipt.number().value(),
        receipt.position(),
        receipt.acceptedAt());
  }
}
