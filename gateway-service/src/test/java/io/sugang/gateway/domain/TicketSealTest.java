package io.sugang.gateway.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TicketSealTest {

  private static final StudentId STUDENT = new StudentId("2026010001");
  private static final Instant END = Instant.parse("2027-02-15T08:01:00Z");

  private final TicketSeal seal = new TicketSeal(new byte[32]);

  @Test
  void aTicketSaysWhoseItIsUntilItsEnd() {
    String ticket = seal.seal(STUDENT, END);

    assertThat(seal.open(ticket, END.minusMillis(1))).contains(STUDENT);
    assertThat(seal.open(ticket, END)).isEmpty();
  }

  @Test
  void aTicketDoesNotShowWhoseItIsNorThatTwoAreOfOnePerson() {
    String ticket = seal.seal(STUDENT, END);

    assertThat(new String(Base64.getUrlDecoder().decode(ticket), StandardCharsets.ISO_8859_1))
        .doesNotContain(STUDENT.value());
    assertThat(seal.seal(STUDENT, END)).isNotEqualTo(ticket);
  }

  @Property
  void whoeverChangesACharacterHoldsNothing(
      @ForAll @IntRange(max = 60) int place, @ForAll char other) {
    String ticket = seal.seal(STUDENT, END);
    int at = place % ticket.length();
    String forged = ticket.substring(0, at) + other + ticket.substring(at + 1);

    if (!forged.equals(ticket)) {
      assertThat(seal.open(forged, END.minusSeconds(30))).isEmpty();
    }
  }

  @Test
  void anotherKeysTicketAndAReceiptAreWorthNothing() {
    byte[] other = new byte[32];
    other[0] = 1;
    String receipt =
        new ReceiptSeal(new byte[32])
            .seal(STUDENT, new SectionId("CSE1001-01"), new RequestNumber((1L << 40) + 1));

    assertThat(seal.open(new TicketSeal(other).seal(STUDENT, END), Instant.EPOCH)).isEmpty();
    assertThat(seal.open(receipt, Instant.EPOCH)).isEmpty();
  }
}
