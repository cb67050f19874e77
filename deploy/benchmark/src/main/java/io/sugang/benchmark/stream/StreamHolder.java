package io.sugang.benchmark.stream;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.sugang.benchmark.system.Gateway;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** Holds the event streams of many students open, all on one event loop thread. */
public final class StreamHolder implements AutoCloseable {

  private static final int OPENING_AT_ONCE = 100;

  private final EventLoopGroup loop =
      new NioEventLoopGroup(1, new DefaultThreadFactory("streams", true));
  private final List<EventStream> streams = new ArrayList<>();
  private final List<Gateway> gateways;
  private final CountDownLatch settled;
  private int next;

  /**
   * @param students ids, one for each stream
   * @param tokens in the same order
   */
  public StreamHolder(List<Gateway> gateways, List<String> students, List<String> tokens) {
    this.gateways = gateways;
    settled = new CountDownLatch(students.size());
    for (int i = 0; i < students.size(); i++) {
      String request =
          "GET /api/v1/requests/events HTTP/1.1\r\nHost: %s\r\nAccept: text/event-stream\r\nAuthorization: Bearer %s\r\n\r\n"
              .formatted(gateways.get(i % gateways.size()).authority(), tokens.get(i));
      streams.add(
          new EventStream(
              students.get(i), request.getBytes(StandardCharsets.US_ASCII), this::settledOne));
    }
  }

  /**
   * Opens the streams, some at a time.
   *
   * @return whether each one has had its first event, or ended, within the patience
   */
  public boolean open(Duration patience) throws InterruptedException {
    loop.execute(
        () -> {
          for (int i = 0; i < OPENING_AT_ONCE; i++) {
            openNext();
          }
        });
    return settled.await(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Streams that have neither had an event nor ended. */
  public long unsettled() {
    return settled.getCount();
  }

  /** Starts every stream's counters anew. */
  public void beginRound() throws InterruptedException {
    var done = loop.submit(() -> streams.forEach(EventStream::beginRound));
    done.await();
  }

  /** What each stream's client saw, in the order of the students. */
  public List<StreamHistory> histories() throws InterruptedException {
    try {
      return loop.submit(() -> streams.stream().map(EventStream::history).toList()).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the streams can't be read", e.getCause());
    }
  }

  @Override
  public void close() {
    var unused = loop.shutdownGracefully(0, 2, TimeUnit.SECONDS);
  }

  private void settledOne() {
    settled.countDown();
    openNext();
  }

  private void openNext() {
    if (next >= streams.size()) {
      return;
    }
    Gateway gateway = gateways.get(next % gateways.size());
    EventStream stream = streams.get(next++);
    var unused =
        new Bootstrap()
            .group(loop)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 10_000)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(new HttpResponseDecoder(), stream);
                  }
                })
            .connect(gateway.host(), gateway.port())
            .addListener(
                (ChannelFuture attempt) -> {
                  if (!attempt.isSuccess()) {
                    // Not at once: a gateway that refuses everything would make this recurse.
                    loop.execute(stream::settle);
                  }
                });
  }
}
