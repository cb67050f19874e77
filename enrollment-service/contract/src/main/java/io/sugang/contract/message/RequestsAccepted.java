package io.sugang.contract.message;

import java.util.List;

/**
 * What a gateway accepted within a few milliseconds, in one message.
 *
 * @param requests 1 to {@value #MAX_REQUESTS}, of any sections
 */
public record RequestsAccepted(List<LineRequest> requests) implements Message {

  /** The logical, versioned name on the wire. */
  public static final String WIRE_NAME = "requests.accepted.v1";

  /** Keeps a message below SQS's 256 KiB with room to spare: a request takes at most 400 bytes. */
  public static final int MAX_REQUESTS = 500;

  public RequestsAccepted {
    if (requests == null || requests.isEmpty() || requests.size() > MAX_REQUESTS) {
      throw new IllegalArgumentException(
          "requests: %s (expected: 1 to %d)"
              .formatted(requests == null ? "missing" : requests.size(), MAX_REQUESTS));
    }
    requests = List.copyOf(requests);
  }
}
