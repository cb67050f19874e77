package io.sugang.edge.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.sugang.edge.problem.LastProblem;
import io.sugang.lifecycle.RareLog;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Lets connections of one server in, each with a {@link ConnectionGuard}. One too many is told so
 * and closed before anything is read from it; too many of those are closed without a word.
 */
final class Doorkeeper extends ChannelInboundHandlerAdapter {

  private static final Logger LOG = Logger.getLogger(Doorkeeper.class);
  private static final int ANSWERED_AT_ONCE = 200;

  private final ConnectionLimits limits;
  private final RawAnswers answers;
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger answered = new AtomicInteger();
  private final RareLog turnedAway = new RareLog(LOG);

  Doorkeeper(ConnectionLimits limits) {
    this.limits = limits;
    this.answers = new RawAnswers(limits.bodyBytes());
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object accepted) {
    Channel connection = (Channel) accepted;
    if (open.get() >= limits.connections()) {
      turnAway(context, connection);
      return;
    }
    open.incrementAndGet();
    connection.closeFuture().addListener(_ -> open.decrementAndGet());
    connection.pipeline().addLast(new ConnectionGuard(limits, answers));
    context.fireChannelRead(connection);
  }

  private void turnAway(ChannelHandlerContext context, Channel connection) {
    turnedAway.warn(
        "a connection is turned away: there are %d already".formatted(limits.connections()));
    if (answered.incrementAndGet() > ANSWERED_AT_ONCE) {
      answered.decrementAndGet();
      connection.unsafe().closeForcibly();
      return;
    }
    connection.closeFuture().addListener(_ -> answered.decrementAndGet());
    connection.pipeline().addLast(new TurnedAway());
    var unused = context.channel().eventLoop().register(connection);
  }

  /** Says why, and waits a moment for the other side to read it. */
  private final class TurnedAway extends ChannelInboundHandlerAdapter {
    @Override
    public void channelActive(ChannelHandlerContext context) {
      LastWords.send(context, answers.of(LastProblem.TOO_MANY_CONNECTIONS, context.alloc()));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
      ((ByteBuf) bytes).release();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable e) {
      var unused = context.close();
    }
  }
}
