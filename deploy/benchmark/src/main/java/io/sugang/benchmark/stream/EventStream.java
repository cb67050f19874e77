package io.sugang.benchmark.stream;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** One student's event stream: counters and the last event. Used on its event loop only. */
final class EventStream extends SimpleChannelInboundHandler<HttpObject> {

  private final String student;
  private final byte[] request;
  private final Runnable whenSettled;
  private final SseReader reader = new SseReader();
  private EventRate rate = new EventRate();
  private boolean settled;
  private boolean open;
  private int status;
  private long events;
  private int versionFalls;
  private long lastVersion = Long.MIN_VALUE;
  private long lastAtMillis;
  private byte[] lastData = {};

  /**
   * @param request bytes of the whole request
   * @param whenSettled run once: at the first event, or when there will be none
   */
  EventStream(String student, byte[] request, Runnable whenSettled) {
    this.student = student;
    this.request = request;
    this.whenSettled = whenSettled;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    open = true;
    var unused = context.writeAndFlush(Unpooled.wrappedBuffer(request), context.voidPromise());
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
    if (part.decoderResult().isFailure()) {
      close(context);
      return;
    }
    if (part instanceof HttpResponse head) {
      status = head.status().code();
    }
    if (part instanceof HttpContent content && status == 200) {
      reader.read(content.content(), this::event);
    }
    if (part instanceof LastHttpContent) {
      close(context);
    }
  }

  private void event(long id, byte[] data) {
    events++;
    rate.event(System.nanoTime());
    if (id >= 0) {
      if (id < lastVersion) {
        versionFalls++;
      }
      lastVersion = id;
    }
    lastAtMillis = System.currentTimeMillis();
    lastData = data;
    settle();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    open = false;
    settle();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // The stream is then seen to be closed, which is what gets judged.
    close(context);
  }

  private static void close(ChannelHandlerContext context) {
    var unused = context.close();
  }

  /** Nothing more will come of its opening. */
  void settle() {
    if (!settled) {
      settled = true;
      whenSettled.run();
    }
  }

  /** Counts anew; the last event is kept. */
  void beginRound() {
    events = 0;
    versionFalls = 0;
    rate = new EventRate();
  }

  StreamHistory history() {
    return new StreamHistory(
        student,
        status,
        open,
        events,
        rate.most(),
        versionFalls,
        lastAtMillis == 0 ? null : Instant.ofEpochMilli(lastAtMillis),
        new String(lastData, StandardCharsets.UTF_8));
  }
}
