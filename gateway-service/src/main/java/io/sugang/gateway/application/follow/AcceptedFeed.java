package io.sugang.gateway.application.follow;

import io.sugang.contract.id.StudentId;
import io.sugang.gateway.domain.RequestRef;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * What all gateways accepted lately, so that a stream at one shows a request made at another.
 * Nobody depends on it being complete: streams look for missed requests from time to time.
 */
public interface AcceptedFeed {

  /** A student's request that a gateway accepted. */
  record Accepted(StudentId student, RequestRef request) {}

  /**
   * A part of the feed.
   *
   * @param end where the next part begins
   */
  record Part(String end, List<Accepted> accepted) {}

  /** The beginning of the feed. */
  String BEGINNING = "0";

  /** Adds what this gateway accepted. Completes on any thread. */
  CompletionStage<Void> add(List<Accepted> accepted);

  /** What was accepted from a cursor on. Completes on any thread. */
  CompletionStage<Part> readFrom(String cursor);
}
