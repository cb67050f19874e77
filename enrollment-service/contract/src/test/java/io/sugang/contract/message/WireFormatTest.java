package io.sugang.contract.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.message.WireFormat.UnreadableMessageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The golden files are what other versions of the services write and read: they may be added to,
 * never changed.
 */
class WireFormatTest {

  private static final EnrollRequested ENROLL =
      new EnrollRequested(
          new SectionId("CSE2010-01"),
          new RequestNumber((1L << 40) + 1),
          new StudentId("2026010001"),
          Instant.parse("2027-02-08T00:00:00.123Z"),
          "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

  @Test
  void requestsAreWrittenAsTheGoldenFileHasThem() throws Exception {
    assertThat(WireFormat.write(new RequestsAccepted(List.of(ENROLL))))
        .isEqualTo(golden("requests.accepted.v1"));
  }

  @Test
  void swapsAreWrittenAndReadAsTheGoldenFileHasThem() throws Exception {
    var swap =
        new SwapRequested(
            ENROLL.section(),
            ENROLL.number(),
            ENROLL.student(),
            new SectionId("CSE2010-02"),
            new RequestNumber((1L << 40) + 7),
            ENROLL.acceptedAt(),
            ENROLL.traceparent());
    assertThat(WireFormat.write(new RequestsAccepted(List.of(swap))))
        .isEqualTo(golden("requests.accepted.v1.swap"));
    assertThat(
            WireFormat.read(golden("requests.accepted.v1.swap"), RequestsAccepted.class).requests())
        .containsExactly(swap);
  }

  @Test
  void requestsAreReadFromTheGoldenFile() throws Exception {
    assertThat(WireFormat.read(golden("requests.accepted.v1"), RequestsAccepted.class).requests())
        .containsExactly(ENROLL);
  }

  @Test
  void mailsAreWrittenAndReadAsTheGoldenFileHasThem() throws Exception {
    assertThat(WireFormat.write(new MailsDue(List.of(1L, 2L, 3L))))
        .isEqualTo(golden("mails.due.v1"));
    assertThat(WireFormat.read(golden("mails.due.v1"), MailsDue.class).mails())
        .containsExactly(1L, 2L, 3L);
  }

  @Test
  void fieldsOfALaterVersionAreIgnored() throws Exception {
    String later = golden("mails.due.v1").replace("\"mails\"", "\"priority\":7,\"mails\"");

    assertThat(WireFormat.read(later, MailsDue.class).mails()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "garbage",
        "[]",
        "42",
        "null",
        "{}",
        "{\"type\":\"requests.accepted.v1\"}",
        "{\"type\":\"requests.accepted.v1\",\"requests\":[]}",
        "{\"type\":\"requests.accepted.v1\",\"requests\":[null]}",
        "{\"type\":\"requests.accepted.v1\",\"requests\":[{\"type\":\"enroll.requested.v1\"}]}",
        "{\"type\":\"requests.accepted.v9\",\"requests\":[]}",
        "{\"type\":\"mails.due.v1\",\"mails\":[1]}",
      })
  void whatIsNotAMessageOfTheQueueIsUnreadable(String body) {
    assertThatThrownBy(() -> WireFormat.read(body, RequestsAccepted.class))
        .isInstanceOf(UnreadableMessageException.class)
        .hasMessageNotContaining("2026010001");
  }

  @Test
  void aReasonDoesNotRepeatPersonalData() throws Exception {
    String broken = golden("requests.accepted.v1").replace("\"2026010001\"", "\"2026 010001\"");

    assertThatThrownBy(() -> WireFormat.read(broken, RequestsAccepted.class))
        .isInstanceOf(UnreadableMessageException.class)
        .hasMessageContaining("studentId")
        .hasMessageNotContaining("010001");
  }

  @Test
  void aFullMessageFitsIntoSqs() {
    var longest =
        new SwapRequested(
            new SectionId("A".repeat(24)),
            new RequestNumber((1L << 53) - 1),
            new StudentId("9".repeat(36)),
            new SectionId("B".repeat(24)),
            new RequestNumber((1L << 53) - 1),
            Instant.parse("2027-02-08T00:00:00.123Z"),
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    var message = new RequestsAccepted(Collections.nCopies(RequestsAccepted.MAX_REQUESTS, longest));

    assertThat(WireFormat.write(message).getBytes(StandardCharsets.UTF_8).length)
        .isLessThan(256 * 1024);
  }

  private static String golden(String name) throws IOException {
    try (InputStream in = WireFormatTest.class.getResourceAsStream("/wire/" + name + ".json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }
}
