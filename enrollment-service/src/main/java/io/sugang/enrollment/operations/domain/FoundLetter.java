package io.sugang.enrollment.operations.domain;

import io.sugang.contract.decision.DeadLetter;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.message.LineRequest;
import io.sugang.contract.message.RequestsAccepted;
import io.sugang.contract.message.WireFormat;
import io.sugang.contract.message.WireFormat.UnreadableMessageException;
import io.sugang.contract.queue.Queue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A letter as it stands in a dead letter queue.
 *
 * @param queue whose dead letter it is
 * @param body as it came; anything
 * @param attributes what was filed beside it, by name
 * @param sentAt when it came into the dead letter queue, or into its queue if SQS moved it there
 */
public record FoundLetter(
    Queue queue, String body, Map<String, String> attributes, Instant sentAt) {

  /** The cause of a letter that SQS itself moved: it has no attributes of ours. */
  public static final String RECEIVED_TOO_OFTEN = "received-too-often";

  /** The cause of a letter whose attributes this version can't read. */
  public static final String UNKNOWN = "unknown";

  private static final int LONGEST_DETAIL = 200;
  private static final Pattern NUMBERS = Pattern.compile("\\d{4,}");
  private static final Pattern TRACE = Pattern.compile("[0-9a-f]{32}");

  /** Whatever was filed as sooner was filed by another. */
  private static final Instant EARLIEST = Instant.parse("2020-01-01T00:00:00Z");

  public FoundLetter {
    attributes = Map.copyOf(attributes);
  }

  /** SHA-256 of the body: a letter that was moved back and failed again is the same letter. */
  public String bodyHash() {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** What is to be known of it. */
  public Description describe() {
    Optional<LineRequest> request = onlyRequest();
    Optional<DeadLetter> filed;
    try {
      filed = DeadLetter.read(attributes);
    } catch (IllegalArgumentException | DateTimeException e) {
      return Description.of(UNKNOWN, "its attributes can't be read", request, sentAt);
    }
    if (filed.isEmpty()) {
      return Description.of(
          RECEIVED_TOO_OFTEN, "received " + queue.maxReceives() + " times", request, sentAt);
    }
    DeadLetter letter = filed.get();
    return new Description(
        letter.cause().wireName(),
        normalized(letter.detail()),
        letter.section().or(() -> request.map(LineRequest::section)),
        letter.number().or(() -> request.map(LineRequest::number)),
        request.map(LineRequest::student),
        letter.trace().filter(trace -> TRACE.matcher(trace).matches()),
        Optional.of(letter.attempts()),
        letter.firstSeen().isBefore(EARLIEST) || letter.firstSeen().isAfter(sentAt)
            ? sentAt
            : letter.firstSeen());
  }

  /** What differs from letter to letter would make each a group of its own. */
  private static String normalized(String detail) {
    String same = NUMBERS.matcher(detail).replaceAll("…");
    return same.substring(0, Math.min(same.length(), LONGEST_DETAIL));
  }

  private Optional<LineRequest> onlyRequest() {
    if (queue != Queue.REQUESTS) {
      return Optional.empty();
    }
    try {
      List<LineRequest> requests = WireFormat.read(body, RequestsAccepted.class).requests();
      return requests.size() == 1 ? Optional.of(requests.getFirst()) : Optional.empty();
    } catch (UnreadableMessageException e) {
      return Optional.empty();
    }
  }

  /**
   * What is to be known of a letter.
   *
   * @param cause for programs
   * @param detail the cause in English
   * @param section and number and student of the request, if it is one
   * @param trace id of the call that brought it
   * @param attempts how often it was tried
   * @param firstSeen when it failed first
   */
  public record Description(
      String cause,
      String detail,
      Optional<SectionId> section,
      Optional<RequestNumber> number,
      Optional<StudentId> student,
      Optional<String> trace,
      Optional<Integer> attempts,
      Instant firstSeen) {

    private static Description of(
        String cause, String detail, Optional<LineRequest> request, Instant firstSeen) {
      return new Description(
          cause,
          detail,
          request.map(LineRequest::section),
          request.map(LineRequest::number),
          request.map(LineRequest::student),
          Optional.empty(),
          Optional.empty(),
          firstSeen);
    }
  }
}
