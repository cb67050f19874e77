package io.sugang.benchmark.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SseReaderTest {

  private static final String STREAM =
      ": hello\n\nid: 7\nevent: state\ndata: {\"version\":7}\n\n:\n\nid:8\r\ndata:a\r\ndata: b\r\n\r\ndata: c\n\n";

  @Property(tries = 100)
  void eventsComeWholeHoweverTheBytesAreCut(@ForAll @IntRange(min = 1, max = 90) int piece) {
    byte[] bytes = STREAM.getBytes(StandardCharsets.UTF_8);
    List<String> events = new ArrayList<>();
    var reader = new SseReader();
    for (int i = 0; i < bytes.length; i += piece) {
      reader.read(
          Unpooled.wrappedBuffer(bytes, i, Math.min(piece, bytes.length - i)),
          (id, data) -> events.add(id + " " + new String(data, StandardCharsets.UTF_8)));
    }

    assertThat(events).containsExactly("7 {\"version\":7}", "8 a\nb", "-1 c");
  }

  @Test
  void anUnfinishedEventIsNone() {
    List<Long> events = new ArrayList<>();

    new SseReader()
        .read(
            Unpooled.copiedBuffer("id: 1\ndata: x\n", StandardCharsets.UTF_8),
            (id, data) -> events.add(id));

    assertThat(events).isEmpty();
  }
}
