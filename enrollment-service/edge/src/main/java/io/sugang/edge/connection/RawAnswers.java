package io.sugang.edge.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.sugang.edge.problem.LastProblem;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;

/** Answers to those whose request is not read to its end, made once. */
final class RawAnswers {

  private final Map<LastProblem, byte[]> answers = new EnumMap<>(LastProblem.class);

  /**
   * @param bodyLimit largest body of a request, in bytes
   */
  RawAnswers(int bodyLimit) {
    for (LastProblem problem : LastProblem.values()) {
      Map<String, ?> facts =
          problem == LastProblem.BODY_TOO_LARGE ? Map.of("limit", bodyLimit) : Map.of();
      answers.put(problem, bytes(problem, facts));
    }
  }

  private static byte[] bytes(LastProblem problem, Map<String, ?> facts) {
    String header = problem == LastProblem.TOO_MANY_CONNECTIONS ? "Retry-After: 2\r\n" : "";
    byte[] body = problem.body(facts).getBytes(StandardCharsets.UTF_8);
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

  ByteBuf of(LastProblem problem, ByteBufAllocator buffers) {
    byte[] answer = answers.get(problem);
    return buffers.buffer(answer.length).writeBytes(answer);
  }
}
