package io.sugang.gateway.inbound.http.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.sugang.gateway.inbound.http.problem.LastProblem;
import java.nio.charset.StandardCharsets;

/** Answers to those whose request is not read to its end. */
final class RawAnswer {

  private static final byte[] TOO_MANY_CONNECTIONS =
      bytes("503 Service Unavailable", "Retry-After: 2\r\n", LastProblem.TOO_MANY_CONNECTIONS);

  private static final byte[] TOO_SLOW = bytes("408 Request Timeout", "", LastProblem.TOO_SLOW);

  private RawAnswer() {}

  private static byte[] bytes(String status, String header, LastProblem problem) {
    byte[] body = problem.body().getBytes(StandardCharsets.UTF_8);
    String head =
        "HTTP/1.1 %s\r\nContent-Type: %s\r\n%sContent-Length: %d\r\nConnection: close\r\n\r\n"
            .formatted(status, LastProblem.MEDIA_TYPE, header, body.length);
    byte[] start = head.getBytes(StandardCharsets.US_ASCII);
    byte[] all = new byte[start.length + body.length];
    System.arraycopy(start, 0, all, 0, start.length);
    System.arraycopy(body, 0, all, start.length, body.length);
    return all;
  }

  static ByteBuf tooManyConnections(ByteBufAllocator buffers) {
    return buffers.buffer(TOO_MANY_CONNECTIONS.length).writeBytes(TOO_MANY_CONNECTIONS);
  }

  static ByteBuf tooSlow(ByteBufAllocator buffers) {
    return buffers.buffer(TOO_SLOW.length).writeBytes(TOO_SLOW);
  }
}
