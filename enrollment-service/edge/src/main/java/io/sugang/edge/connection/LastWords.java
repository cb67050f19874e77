package io.sugang.edge.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import java.util.concurrent.TimeUnit;

/**
 * Sends something and hangs up a moment later: whoever still sends would find the connection reset,
 * and not read it, if that were done at once. What still comes in must be dropped meanwhile.
 */
final class LastWords {

  private static final long MOMENT_MILLIS = 500;

  private LastWords() {}

  static void send(ChannelHandlerContext context, ByteBuf words) {
    var unused = context.writeAndFlush(words);
    closeSoon(context);
  }

  /** Hangs up a moment after what is on its way. */
  static void closeSoon(ChannelHandlerContext context) {
    var closing =
        context
            .executor()
            .schedule(
                () -> {
                  var closed = context.close();
                  return closed.isSuccess();
                },
                MOMENT_MILLIS,
                TimeUnit.MILLISECONDS);
    context.channel().closeFuture().addListener(_ -> closing.cancel(false));
  }
}
