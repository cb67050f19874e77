package io.sugang.lifecycle.queue;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * A message that was received, and what was read in it. Two are equal only if they are the same.
 *
 * @param <M> what it carries
 */
public final class Delivery<M> {

  private final Message message;
  private final M content;

  Delivery(Message message, M content) {
    this.message = message;
    this.content = content;
  }

  /** What it carries. */
  public M content() {
    return content;
  }

  /** The queue's name for it, for logs. */
  public String id() {
    return message.messageId();
  }

  String body() {
    return message.body();
  }

  String receiptHandle() {
    return message.receiptHandle();
  }

  /** How often it was received, this time included. */
  public int receives() {
    return Integer.parseInt(system(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT));
  }

  /** When it was sent. */
  public Instant sentAt() {
    return Instant.ofEpochMilli(Long.parseLong(system(MessageSystemAttributeName.SENT_TIMESTAMP)));
  }

  private String system(MessageSystemAttributeName name) {
    return Objects.requireNonNull(message.attributes().get(name), name::toString);
  }

  static Map<String, String> attributes(Message message) {
    var attributes = new HashMap<String, String>();
    message.messageAttributes().forEach((name, value) -> attributes.put(name, value.stringValue()));
    return attributes;
  }
}
