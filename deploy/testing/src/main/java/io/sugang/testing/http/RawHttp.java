package io.sugang.testing.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sends requests as they are written, each on a connection of its own. */
public final class RawHttp {

  private static final int PATIENCE_MILLIS = 10_000;
  private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *(\\d+)");
  private static final String END_OF_LINE = "\r\n";

  private final int port;

  /**
   * @param port of a server on this machine
   */
  public RawHttp(int port) {
    this.port = port;
  }

  /**
   * An answer.
   *
   * @param head status line and headers
   */
  public record Answer(List<String> head, String body) {

    /** The status code; 0 if nothing was answered. */
    public int status() {
      return head.getFirst().isEmpty() ? 0 : Integer.parseInt(head.getFirst().split(" ")[1]);
    }

    /** The values of a header, joined; empty if there is none. */
    public Optional<String> header(String name) {
      String start = name.toLowerCase(Locale.ROOT) + ":";
      return head.stream()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
          .map(line -> line.substring(start.length()).strip())
          .reduce((first, second) -> first + ", " + second);
    }
  }

  /** Sends lines, an empty one and a body; the connection is closed after the answer. */
  public Answer send(List<String> head, String body) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      String text =
          String.join(END_OF_LINE, head)
              + END_OF_LINE
              + "Connection: close"
              + END_OF_LINE
              + END_OF_LINE
              + body;
      send(socket, text);
      return answer(read(socket.getInputStream(), !head.getFirst().startsWith("HEAD ")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void send(Socket socket, String text) throws IOException {
    try {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    } catch (SocketException e) {
      // The other side had enough: what it said is still to be read.
    }
  }

  /**
   * Reads one answer, as far as its head says that it goes.
   *
   * @param hasBody whether the request was not one whose answer has none
   */
  private static String read(InputStream in, boolean hasBody) throws IOException {
    var bytes = new ByteArrayOutputStream();
    byte[] part = new byte[16 * 1024];
    try {
      while (!isWhole(bytes.toString(StandardCharsets.ISO_8859_1), hasBody)) {
        int read = in.read(part);
        if (read < 0) {
          break;
        }
        bytes.write(part, 0, read);
      }
    } catch (SocketException e) {
      // Reset, after what it said.
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static boolean isWhole(String text, boolean hasBody) {
    int end = text.indexOf(END_OF_LINE + END_OF_LINE);
    if (end < 0) {
      return false;
    }
    Matcher length = LENGTH.matcher(text.substring(0, end));
    return !hasBody
        || (length.find()
            ? text.length() >= end + 2 * END_OF_LINE.length() + Integer.parseInt(length.group(1))
            : text.endsWith("0" + END_OF_LINE + END_OF_LINE));
  }

  private static Answer answer(String text) {
    int end = text.indexOf(END_OF_LINE + END_OF_LINE);
    return end < 0
        ? new Answer(List.of(text), "")
        : new Answer(
            Arrays.asList(text.substring(0, end).split(END_OF_LINE)),
            text.substring(end + 2 * END_OF_LINE.length()));
  }
}
