package io.sugang.benchmark.stream;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Cuts a stream of bytes into server-sent events; heartbeats and event names are skipped. */
final class SseReader {

  /** Told of each event. */
  interface Receiver {

    /**
     * An event is complete.
     *
     * @param id as a number, or -1 if it has none
     */
    void event(long id, byte[] data);
  }

  private static final byte[] NOTHING = {};
  private static final int FIRST_LENGTH = 128;

  private byte[] line = NOTHING;
  private int length;
  private long id = -1;
  private byte[] data = NOTHING;

  void read(ByteBuf bytes, Receiver receiver) {
    while (bytes.isReadable()) {
      int end = bytes.indexOf(bytes.readerIndex(), bytes.writerIndex(), (byte) '\n');
      append(bytes, end < 0 ? bytes.readableBytes() : end - bytes.readerIndex());
      if (end >= 0) {
        bytes.skipBytes(1);
        int lineLength = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        length = 0;
        take(lineLength, receiver);
      }
    }
  }

  private void append(ByteBuf bytes, int count) {
    if (length + count > line.length) {
      line = Arrays.copyOf(line, Math.max(FIRST_LENGTH, Math.max(length + count, 2 * line.length)));
    }
    bytes.readBytes(line, length, count);
    length += count;
  }

  private void take(int lineLength, Receiver receiver) {
    if (lineLength == 0) {
      if (data.length > 0) {
        receiver.event(id, data);
      }
      id = -1;
      data = NOTHING;
    } else if (startsWith(lineLength, "data:")) {
      byte[] more = value(lineLength, "data:".length());
      data = data.length == 0 ? more : joined(data, more);
    } else if (startsWith(lineLength, "id:")) {
      id = number(new String(value(lineLength, "id:".length()), StandardCharsets.US_ASCII));
    }
  }

  private boolean startsWith(int lineLength, String field) {
    if (lineLength < field.length()) {
      return false;
    }
    for (int i = 0; i < field.length(); i++) {
      if (line[i] != field.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private byte[] value(int lineLength, int colon) {
    int start = colon < lineLength && line[colon] == ' ' ? colon + 1 : colon;
    return Arrays.copyOfRange(line, start, lineLength);
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + 1 + second.length);
    both[first.length] = '\n';
    System.arraycopy(second, 0, both, first.length + 1, second.length);
    return both;
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
