package io.sugang.gateway.application;

/** Names of this service's metrics; dashboards and alarms are built on them. */
public enum GatewayMetric {
  /** What students who asked for a seat, or dropped one, were answered, by {@code answer}. */
  JOINS("sugang.joins"),
  /** From a message's sending to SQS's acknowledgement; a histogram of seconds. */
  PUBLISH_DURATION("sugang.publish.duration"),
  /** Requests that share a message. */
  PUBLISH_SIZE("sugang.publish.size"),
  /** Requests that wait for Redis or for SQS's acknowledgement. */
  PUBLISH_UNCONFIRMED("sugang.publish.unconfirmed"),
  /** Open event streams. */
  STREAMS("sugang.streams"),
  /** Events sent on them. */
  STREAM_EVENTS("sugang.stream.events");

  private final String id;

  GatewayMetric(String id) {
    this.id = id;
  }

  /** The name, as Micrometer has it. */
  public String id() {
    return id;
  }
}
