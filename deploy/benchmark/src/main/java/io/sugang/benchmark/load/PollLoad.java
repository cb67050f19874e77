package io.sugang.benchmark.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.sugang.benchmark.latency.LatencyRecorder;
import io.sugang.benchmark.system.Gateway;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Reads one section again and again over keep-alive connections, as fast as answers come. */
public final class PollLoad implements AutoCloseable {

  private static final long ANSWER_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long LOOK_MILLIS = 250;

  private final EventLoopGroup loop =
      new NioEventLoopGroup(1, new DefaultThreadFactory("poll", true));
  private final List<Connection> connections = new ArrayList<>();
  private final List<byte[]> requests;
  private final long[] sentAt;
  private final Map<Integer, Long> answersByStatus = new TreeMap<>();
  private final LatencyRecorder latencies = new LatencyRecorder();
  private final AtomicLong answers = new AtomicLong();

  /**
   * @param count of connections, 1 or more, spread over the gateways
   */
  public PollLoad(List<Gateway> gateways, int count, String section) {
    requests =
        gateways.stream()
            .map(
                g ->
                    "GET /api/v1/sections/%s HTTP/1.1\r\nHost: %s\r\n\r\n"
                        .formatted(section, g.authority()))
            .map(text -> text.getBytes(StandardCharsets.US_ASCII))
            .toList();
    sentAt = new long[count];
    var bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 5_000);
    var owner = new Owner();
    for (int i = 0; i < count; i++) {
      int gateway = i % gateways.size();
      connections.add(new Connection(i, gateway, gateways.get(gateway), bootstrap, owner));
    }
  }

  /** Polls for so long; an answer that takes longer than 10 s counts as status 0. */
  public PollHistory run(Duration duration) throws InterruptedException {
    long start = System.nanoTime();
    loop.execute(() -> connections.forEach(Connection::open));
    var watch =
        loop.scheduleAtFixedRate(
            () -> {
              long oldest = System.nanoTime() - ANSWER_NANOS;
              connections.forEach(connection -> connection.loseIfSentBefore(oldest));
            },
            LOOK_MILLIS,
            LOOK_MILLIS,
            TimeUnit.MILLISECONDS);
    Thread.sleep(duration);
    var stopped = loop.submit(() -> connections.forEach(Connection::finish));
    stopped.await();
    watch.cancel(false);
    double seconds = (System.nanoTime() - start) / 1e9;
    return new PollHistory(seconds, Map.copyOf(answersByStatus), latencies.latency());
  }

  /** Answers so far. */
  public long answers() {
    return answers.get();
  }

  @Override
  public void close() {
    var unused = loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  private final class Owner implements ConnectionOwner {

    @Override
    public void ready(Connection connection) {
      byte[] request = requests.get(connection.gateway());
      ByteBuf buffer = connection.buffer(request.length).writeBytes(request);
      long now = System.nanoTime();
      sentAt[connection.id()] = now;
      connection.send(buffer, now);
    }

    @Override
    public void answered(Connection connection, Answer answer, long nanoTime) {
      answers.incrementAndGet();
      answersByStatus.merge(answer.status(), 1L, Long::sum);
      latencies.record(nanoTime - sentAt[connection.id()]);
    }

    @Override
    public void lost(Connection connection) {
      answersByStatus.merge(0, 1L, Long::sum);
    }

    @Override
    public void closed(Connection connection) {
      // It opens itself again, and then asks.
    }
  }
}
