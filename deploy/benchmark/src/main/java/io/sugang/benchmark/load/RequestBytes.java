package io.sugang.benchmark.load;

import io.netty.buffer.ByteBuf;
import io.sugang.benchmark.system.Gateway;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The bytes of every request of a round, made before it: a part for the gateway, one for the
 * student and one for the section, which only need to be put one after another.
 */
public final class RequestBytes {

  private final byte[][] gateways;
  private final byte[][] students;
  private final byte[][] sections;

  /**
   * @param tokens one for each student
   * @param sectionIds one for each section
   */
  public RequestBytes(List<Gateway> gateways, List<String> tokens, List<String> sectionIds) {
    this.gateways =
        bytes(
            gateways.stream()
                .map(g -> "POST /api/v1/requests HTTP/1.1\r\nHost: " + g.authority() + "\r\n")
                .toList());
    students = bytes(tokens.stream().map(t -> "Authorization: Bearer " + t + "\r\n").toList());
    sections = bytes(sectionIds.stream().map(RequestBytes::endOf).toList());
  }

  private static String endOf(String section) {
    String body = "{\"type\":\"enroll\",\"section\":\"" + section + "\"}";
    return "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
  }

  private static byte[][] bytes(List<String> texts) {
    return texts.stream()
        .map(text -> text.getBytes(StandardCharsets.US_ASCII))
        .toArray(byte[][]::new);
  }

  int length(int gateway, int student, int section) {
    return gateways[gateway].length + students[student].length + sections[section].length;
  }

  void write(ByteBuf to, int gateway, int student, int section) {
    to.writeBytes(gateways[gateway]).writeBytes(students[student]).writeBytes(sections[section]);
  }
}
