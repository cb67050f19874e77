package io.sugang.edge.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.sugang.edge.problem.LastProblem;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Answers to those whose request is not read to its end. */
final class RawAnswer {

  private static final Map<LastProblem, byte[]> ANSWERS =
      Stream.of(LastProblem.values())
          .collect(
              Collectors.toMap(
                  problem -> problem,
                  RawAnswer::bytes,
                  (first, _) -> first,
                  () -> new EnumMap<>(LastProblem.class)));

  private RawAnswer() {}

  private static byte[] bytes(LastProblem problem) {
    String header = problem == LastProblem.TOO_MANY_CONNECTIONS ? "Retry-After: 2\r\n" : "";
    byte[] body = problem.body().getBytes(StandardCharsets.UTF_8);
    String head =
        "HTTP/1.1 %s\r\nContent-Type: %s\r\n%sContent-Length: %d\r\nConnection: close\r\n\r\n"
            .formatted(
                HttpResponseStatus.valueOf(problem.status()),
                LastProblem.MEDIA_TYPE,
                header,
                body.length);
    byte[] start = head.getBytes(StandardCharsets.US_ASCII);
    byte[] all = new byte[start.length + body.length];
    System.arraycopy(start, 0, all, 0, start.length);
    System.arraycopy(body, 0, all, start.length, body.length);
    return all;
  }

  static ByteBuf of(LastProblem problem, ByteBufAllocator buffers) {
    byte[] answer = ANSWERS.get(problem);
    return buffers.buffer(answer.length).writeBytes(answer);
  }
}
