package io.sugang.contract.decision;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.message.LineRequest;
import io.sugang.contract.message.Traceparent;
import io.sugang.contract.queue.Queue;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of something that could not be handled. It travels as attributes beside the message
 * in the dead letter queue; a letter that SQS itself moved there has none.
 *
 * @param source the queue that it came from, or empty if it stood in a line or in the journal
 * @param detail the cause in English, without personal data, 1 to 200 characters
 * @param section of the request, if it is one
 * @param number of the request, if it is one
 * @param attempts how often it was tried, 1 or more
 * @param firstSeen when it failed first
 * @param trace id of the call that brought it, if it is a request
 */
public record DeadLetter(
    Optional<Queue> source,
    DeadLetterCause cause,
    String detail,
    Optional<SectionId> section,
    Optional<RequestNumber> number,
    int attempts,
    Instant firstSeen,
    Optional<String> trace) {

  /** The attribute that every letter of ours has. */
  public static final String CAUSE = "sugang-cause";

  private static final String SOURCE = "sugang-source";
  private static final String DETAIL = "sugang-detail";
  private static final String SECTION = "sugang-section";
  private static final String NUMBER = "sugang-number";
  private static final String ATTEMPTS = "sugang-attempts";
  private static final String FIRST_SEEN = "sugang-first-seen";
  private static final String TRACE = "sugang-trace";
  private static final String JOURNAL = "journal";

  /**
   * A request that was taken out of its line, or set aside, or that a queue brought.
   *
   * @param attempts how often it was tried, 1 or more
   * @param firstSeen when it failed first
   */
  public static DeadLetter ofRequest(
      LineRequest request,
      Optional<Queue> source,
      DeadLetterCause cause,
      int attempts,
      Instant firstSeen) {
    return new DeadLetter(
        source,
        cause,
        cause.wireName(),
        Optional.of(request.section()),
        Optional.of(request.number()),
        attempts,
        firstSeen,
        Optional.of(Traceparent.traceId(request.traceparent())));
  }

  /** A message as it came from a queue. */
  public static DeadLetter ofMessage(
      Queue source, DeadLetterCause cause, String detail, int attempts, Instant now) {
    return new DeadLetter(
        Optional.of(source),
        cause,
        detail,
        Optional.empty(),
        Optional.empty(),
        attempts,
        now,
        Optional.empty());
  }

  /** Its attributes, by name. */
  public Map<String, String> attributes() {
    var attributes = new HashMap<String, String>();
    attributes.put(CAUSE, cause.wireName());
    attributes.put(SOURCE, source.map(Queue::queueName).orElse(JOURNAL));
    attributes.put(DETAIL, detail.isBlank() ? cause.wireName() : detail);
    section.ifPresent(id -> attributes.put(SECTION, id.value()));
    number.ifPresent(value -> attributes.put(NUMBER, value.toString()));
    attributes.put(ATTEMPTS, Integer.toString(attempts));
    attributes.put(FIRST_SEEN, firstSeen.toString());
    trace.ifPresent(id -> attributes.put(TRACE, id));
    return attributes;
  }

  /**
   * Reads what {@link #attributes()} wrote; empty if that is no letter of ours.
   *
   * @throws IllegalArgumentException if an attribute is not of its form
   */
  public static Optional<DeadLetter> read(Map<String, String> attributes) {
    if (!attributes.containsKey(CAUSE)) {
      return Optional.empty();
    }
    String source = attributes.getOrDefault(SOURCE, JOURNAL);
    return Optional.of(
        new DeadLetter(
            source.equals(JOURNAL) ? Optional.empty() : Optional.of(Queue.of(source)),
            DeadLetterCause.of(attributes.get(CAUSE)),
            attributes.getOrDefault(DETAIL, ""),
            Optional.ofNullable(attributes.get(SECTION)).map(SectionId::new),
            Optional.ofNullable(attributes.get(NUMBER)).map(Long::valueOf).map(RequestNumber::new),
            Integer.parseInt(attributes.getOrDefault(ATTEMPTS, "1")),
            Optional.ofNullable(attributes.get(FIRST_SEEN))
                .map(Instant::parse)
                .orElse(Instant.EPOCH),
            Optional.ofNullable(attributes.get(TRACE))));
  }
}
