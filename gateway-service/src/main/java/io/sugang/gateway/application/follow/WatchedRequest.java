package io.sugang.gateway.application.follow;

import io.sugang.contract.decision.RequestState;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.StudentId;
import io.sugang.gateway.application.find.FindRequests;
import io.sugang.gateway.application.find.FindRequests.Found;
import io.sugang.gateway.domain.RequestRef;
import io.sugang.gateway.domain.RequestStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A request that at least one open stream follows. */
final class WatchedRequest {

  private final WatchedSection section;
  private final RequestRef ref;
  private final StudentId student;
  private final FindRequests requests;
  private final List<EventStream> followers = new ArrayList<>(1);
  private Found found;

  WatchedRequest(WatchedSection section, RequestRef ref, StudentId student, FindRequests requests) {
    this.section = section;
    this.ref = ref;
    this.student = student;
    this.requests = requests;
    found =
        found(
            new RequestStatus.Waiting(
                OptionalLong.empty(), Optional.of(ref.acceptedAt()), Optional.empty()));
  }

  private Found found(RequestStatus status) {
    return requests.found(student, section.id(), ref.number(), status);
  }

  WatchedSection section() {
    return section;
  }

  StudentId student() {
    return student;
  }

  RequestNumber number() {
    return ref.number();
  }

  Instant acceptedAt() {
    return ref.acceptedAt();
  }

  RequestRef ref() {
    return ref;
  }

  /** Whether it can't change any more. */
  boolean isFinal() {
    return found.status() instanceof RequestStatus.Decided(var decision, _) && decision.isFinal();
  }

  List<EventStream> followers() {
    return followers;
  }

  /** How often its place may have changed; rises when it does, as long as its state is the same. */
  long moves() {
    return switch (found.status()) {
      case RequestStatus.Waiting _ -> section.lineMoves();
      case RequestStatus.Decided(var decision, _) ->
          decision.state() == RequestState.WAITLISTED ? section.waitlistMoves() : 0;
    };
  }

  /** This is its status now; who follows it is to see it if that is new. */
  void changed(RequestStatus status) {
    Found now = found(status);
    if (!now.equals(found)) {
      found = now;
      followers.forEach(EventStream::changed);
    }
  }

  /** Where it is, with its position in the section's line or on its waitlist. */
  FollowedRequest view() {
    return switch (found.status()) {
      case RequestStatus.Waiting waiting -> {
        OptionalLong position = section.position(ref.number());
        yield new FollowedRequest(
            found.at(new RequestStatus.Waiting(position, waiting.acceptedAt(), waiting.releases())),
            section.waitSeconds(position));
      }
      case RequestStatus.Decided(var decision, _) ->
          new FollowedRequest(
              found.at(new RequestStatus.Decided(decision, section.rank(ref.number()))),
              OptionalLong.empty());
    };
  }
}
