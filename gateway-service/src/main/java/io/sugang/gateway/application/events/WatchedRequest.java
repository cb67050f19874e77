package io.sugang.gateway.application.events;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.StudentId;
import io.sugang.gateway.application.FindRequests;
import io.sugang.gateway.application.FindRequests.Found;
import io.sugang.gateway.application.Line;
import io.sugang.gateway.domain.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A request that at least one open stream follows. */
final class WatchedRequest {

  private final WatchedSection section;
  private final Line.Trace trace;
  private final StudentId student;
  private final FindRequests requests;
  private final List<EventStream> followers = new ArrayList<>(1);
  private Found found;

  WatchedRequest(
      WatchedSection section, Line.Trace trace, StudentId student, FindRequests requests) {
    this.section = section;
    this.trace = trace;
    this.student = student;
    this.requests = requests;
    found =
        found(
            new Standing.Waiting(
                OptionalLong.empty(), Optional.of(trace.acceptedAt()), OptionalLong.empty()));
  }

  private Found found(Standing standing) {
    return requests.found(student, section.id(), trace.number(), standing);
  }

  WatchedSection section() {
    return section;
  }

  StudentId student() {
    return student;
  }

  RequestNumber number() {
    return trace.number();
  }

  Instant acceptedAt() {
    return trace.acceptedAt();
  }

  Line.Trace trace() {
    return trace;
  }

  /** Whether it can't change any more. */
  boolean isFinal() {
    return found.standing() instanceof Standing.Settled(var decision, _) && decision.isFinal();
  }

  List<EventStream> followers() {
    return followers;
  }

  /** How often its place may have changed; rises when it does, as long as its state is the same. */
  long moves() {
    return switch (found.standing()) {
      case Standing.Waiting _ -> section.lineMoves();
      case Standing.Settled(var decision, _) ->
          decision.state().equals("waitlisted") ? section.waitlistMoves() : 0;
    };
  }

  /** This is how it stands now; who follows it is to hear if that is news. */
  void stands(Standing standing) {
    Found now = found(standing);
    if (!now.equals(found)) {
      found = now;
      followers.forEach(EventStream::tell);
    }
  }

  /** How it stands, with its place in the section's line or on its waitlist. */
  FollowedRequest view() {
    return switch (found.standing()) {
      case Standing.Waiting waiting -> {
        OptionalLong position = section.position(trace.number());
        yield new FollowedRequest(
            found.at(new Standing.Waiting(position, waiting.acceptedAt(), waiting.letsGo())),
            section.waitSeconds(position));
      }
      case Standing.Settled(var decision, _) ->
          new FollowedRequest(
              found.at(new Standing.Settled(decision, section.rank(trace.number()))),
              OptionalLong.empty());
    };
  }
}
