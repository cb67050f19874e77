package io.sugang.benchmark.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.sugang.benchmark.system.Gateway;
import io.sugang.benchmark.workload.Ask;
import io.sugang.local.LocalSystemException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends a round's requests over keep-alive connections, each its next one as soon as its answer has
 * come. Answers 503 and 429 and lost answers are asked again, 20 attempts in all. Everything runs
 * on one event loop thread.
 */
public final class RushLoad implements AutoCloseable {

  private static final int ATTEMPTS = 20;
  private static final long ANSWER_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long LOST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long LOOK_MILLIS = 250;
  private static final long CONNECT_SECONDS = 10;

  private final EventLoopGroup loop =
      new NioEventLoopGroup(1, new DefaultThreadFactory("load", true));
  private final List<Connection> connections = new ArrayList<>();
  private final Deque<Connection> idle = new ArrayDeque<>();
  private final PriorityQueue<Call> retries =
      new PriorityQueue<>(Comparator.comparingLong(Call::retryAt));
  private final Map<Integer, Long> answersByStatus = new TreeMap<>();
  private final List<Call> calls;
  private final Call[] onTheirWay;
  private final RequestBytes bytes;
  private final long stallNanos;
  private final CountDownLatch opened;
  private final CountDownLatch ended;
  private boolean started;
  private int next;
  private long startedNanos;
  private Instant startedAt;
  private long lastAnswerNanos;
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final AtomicInteger toldToWait = new AtomicInteger();

  /**
   * @param count of connections, 1 or more, spread over the gateways
   * @param asks in the order they are sent
   * @param stall everything is given up after so long without any answer
   */
  public RushLoad(
      List<Gateway> gateways, int count, RequestBytes bytes, List<Ask> asks, Duration stall) {
    this.bytes = bytes;
    this.stallNanos = stall.toNanos();
    calls = asks.stream().map(Call::new).toList();
    onTheirWay = new Call[count];
    opened = new CountDownLatch(count);
    ended = new CountDownLatch(calls.size());
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

  /** Opens every connection, then sends everything; returns when each request has ended. */
  public RushHistory run() throws InterruptedException {
    loop.execute(() -> connections.forEach(Connection::open));
    if (!opened.await(CONNECT_SECONDS, TimeUnit.SECONDS)) {
      throw new LocalSystemException(
          "%d connections could not be opened within %d s"
              .formatted(opened.getCount(), CONNECT_SECONDS));
    }
    loop.execute(this::start);
    ended.await();
    // A task of the loop, so that what the loop wrote is seen here.
    var finished = loop.submit(() -> connections.forEach(Connection::finish));
    finished.await();
    return new RushHistory(startedAt, startedNanos, calls, Map.copyOf(answersByStatus));
  }

  /** Receipts so far. */
  public int accepted() {
    return accepted.get();
  }

  /** Answers so far that said to ask again later. */
  public int toldToWait() {
    return toldToWait.get();
  }

  /** Requests so far that ended without a receipt. */
  public int failed() {
    return failed.get();
  }

  @Override
  public void close() {
    var unused = loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  private void start() {
    started = true;
    startedAt = Instant.now();
    startedNanos = System.nanoTime();
    lastAnswerNanos = startedNanos;
    var unused =
        loop.scheduleAtFixedRate(this::lookAfter, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    serveIdle();
  }

  private void serveIdle() {
    while (!idle.isEmpty()) {
      Call call = pull();
      if (call == null) {
        return;
      }
      send(idle.removeFirst(), call);
    }
  }

  /** A retry that is due goes before what was never asked. */
  private Call pull() {
    Call retry = retries.peek();
    if (retry != null && retry.retryAt() - System.nanoTime() <= 0) {
      return retries.poll();
    }
    return next < calls.size() ? calls.get(next++) : null;
  }

  private void send(Connection connection, Call call) {
    onTheirWay[connection.id()] = call;
    int student = call.ask().student();
    int section = call.ask().section();
    ByteBuf request = connection.buffer(bytes.length(connection.gateway(), student, section));
    bytes.write(request, connection.gateway(), student, section);
    long now = System.nanoTime();
    call.sent(now);
    connection.send(request, now);
  }

  private void retry(Call call, long pauseNanos) {
    call.retryAt(System.nanoTime() + pauseNanos);
    retries.add(call);
    var unused = loop.schedule(this::serveIdle, pauseNanos, TimeUnit.NANOSECONDS);
  }

  private void end(Call call) {
    if (RushHistory.isReceipt(call.status())) {
      accepted.incrementAndGet();
    } else {
      failed.incrementAndGet();
    }
    ended.countDown();
  }

  private void lookAfter() {
    long now = System.nanoTime();
    connections.forEach(connection -> connection.loseIfSentBefore(now - ANSWER_NANOS));
    if (now - lastAnswerNanos > stallNanos) {
      giveUp();
    }
  }

  private void giveUp() {
    connections.forEach(Connection::finish);
    for (Call call : onTheirWay) {
      if (call != null) {
        end(call);
      }
    }
    Arrays.fill(onTheirWay, null);
    retries.forEach(this::end);
    retries.clear();
    while (next < calls.size()) {
      end(calls.get(next++));
    }
  }

  private final class Owner implements ConnectionOwner {

    @Override
    public void ready(Connection connection) {
      if (!started) {
        opened.countDown();
      }
      idle.addLast(connection);
      if (started) {
        serveIdle();
      }
    }

    @Override
    public void answered(Connection connection, Answer answer, long nanoTime) {
      lastAnswerNanos = nanoTime;
      answersByStatus.merge(answer.status(), 1L, Long::sum);
      Call call = take(connection);
      call.answered(answer.status(), answer.body(), nanoTime);
      if (RushHistory.isAskLater(answer.status())) {
        toldToWait.incrementAndGet();
      }
      if (RushHistory.isAskLater(answer.status()) && call.attempts() < ATTEMPTS) {
        retry(call, TimeUnit.SECONDS.toNanos(answer.retryAfterSeconds()));
      } else {
        end(call);
      }
    }

    @Override
    public void lost(Connection connection) {
      Call call = take(connection);
      call.answered(0, new byte[0], System.nanoTime());
      answersByStatus.merge(0, 1L, Long::sum);
      if (call.attempts() < ATTEMPTS) {
        retry(call, LOST_PAUSE_NANOS);
      } else {
        end(call);
      }
    }

    @Override
    public void closed(Connection connection) {
      idle.remove(connection);
    }

    private Call take(Connection connection) {
      Call call = onTheirWay[connection.id()];
      onTheirWay[connection.id()] = null;
      return call;
    }
  }
}
