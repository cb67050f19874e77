package io.sugang.gateway.application.events;

import io.sugang.contract.id.StudentId;
import io.sugang.gateway.application.Line;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * What all gateways accepted lately, so that a stream at one hears of a request made at another.
 * Nobody depends on it being complete: streams look for missed requests from time to time.
 */
public interface AcceptedFeed {

  /** A student's request that a gateway accepted. */
  record Accepted(StudentId student, Line.Trace request) {}

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

  /** What was accepted from a place in the feed on. Completes on any thread. */
  CompletionStage<Part> readFrom(String place);
}
