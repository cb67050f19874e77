package io.sugang.gateway.application.follow;

import io.sugang.contract.id.StudentId;
import io.sugang.gateway.domain.RequestRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The open streams, by student. Used by one thread. */
final class StreamRegistry {

  private final LineWatch watch;
  private final StreamMeters meters;
  private final int streamsOfOneStudent;
  private final Map<StudentId, List<EventStream>> byStudent = new HashMap<>();

  /**
   * @param streamsOfOneStudent at most; 1 or more
   */
  StreamRegistry(LineWatch watch, StreamMeters meters, int streamsOfOneStudent) {
    this.watch = watch;
    this.meters = meters;
    this.streamsOfOneStudent = streamsOfOneStudent;
  }

  /** Takes a stream in; the oldest of its student ends for good if there are too many. */
  void open(EventStream stream) {
    List<EventStream> known = byStudent.computeIfAbsent(stream.student(), _ -> new ArrayList<>(1));
    if (known.size() >= streamsOfOneStudent) {
      replace(known.getFirst());
    }
    byStudent.computeIfAbsent(stream.student(), _ -> known).add(stream);
    stream.sink().begin();
  }

  /** A stream's client is gone. */
  void close(EventStream stream) {
    if (stream.close()) {
      watch.leave(stream);
      byStudent.computeIfPresent(
          stream.student(),
          (_, streams) -> {
            streams.remove(stream);
            return streams.isEmpty() ? null : streams;
          });
      meters.open().decrementAndGet();
    }
  }

  private void replace(EventStream stream) {
    stream.sink().replaced(streamsOfOneStudent);
    end(stream);
  }

  /** Ends a stream; its client may open another. */
  void end(EventStream stream) {
    close(stream);
    stream.sink().end();
  }

  /** Has a student's streams follow a request. */
  void follow(StudentId student, RequestRef request) {
    byStudent.getOrDefault(student, List.of()).forEach(stream -> watch.follow(stream, request));
  }

  /** These are all requests of a stream's student. */
  void refreshed(EventStream stream, List<RequestRef> requests) {
    if (!stream.isClosed()) {
      requests.stream()
          .sorted(Comparator.comparing(RequestRef::acceptedAt).reversed())
          .forEach(request -> watch.follow(stream, request));
      stream.begin();
    }
  }
}
