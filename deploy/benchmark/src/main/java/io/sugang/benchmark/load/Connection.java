package io.sugang.benchmark.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.sugang.benchmark.system.Gateway;
import java.util.concurrent.TimeUnit;

/**
 * One keep-alive connection with at most one request on its way. It opens itself again when it
 * ends. Used on its event loop only.
 */
final class Connection {

  private static final long REOPEN_MILLIS = 200;

  private final int id;
  private final int gateway;
  private final Bootstrap bootstrap;
  private final ConnectionOwner owner;
  private Channel channel;
  private boolean busy;
  private long sentAt;
  private boolean finished;

  /**
   * @param id from 0
   * @param gateway place in the list of gateways
   * @param bootstrap with its event loop and channel type
   */
  Connection(int id, int gateway, Gateway address, Bootstrap bootstrap, ConnectionOwner owner) {
    this.id = id;
    this.gateway = gateway;
    this.owner = owner;
    this.bootstrap = bootstrap.clone().remoteAddress(address.host(), address.port());
    this.bootstrap.handler(
        new ChannelInitializer<Channel>() {
          @Override
          protected void initChannel(Channel opened) {
            opened.pipeline().addLast(new HttpResponseDecoder(), new Receiver());
          }
        });
  }

  int id() {
    return id;
  }

  int gateway() {
    return gateway;
  }

  void open() {
    if (finished) {
      return;
    }
    var unused =
        bootstrap
            .connect()
            .addListener(
                (ChannelFuture attempt) -> {
                  if (!attempt.isSuccess()) {
                    reopenSoon();
                  } else if (finished) {
                    close(attempt.channel());
                  } else {
                    channel = attempt.channel();
                    owner.ready(this);
                  }
                });
  }

  /** Sends one request's bytes; the connection is ready. */
  void send(ByteBuf request, long nanoTime) {
    busy = true;
    sentAt = nanoTime;
    var unused = channel.writeAndFlush(request, channel.voidPromise());
  }

  ByteBuf buffer(int capacity) {
    return channel.alloc().buffer(capacity);
  }

  /** Ends the connection if its request has been on its way since before that time. */
  void loseIfSentBefore(long nanoTime) {
    if (busy && sentAt - nanoTime < 0) {
      close(channel);
    }
  }

  /** Ends the connection for good. */
  void finish() {
    finished = true;
    if (channel != null) {
      close(channel);
    }
  }

  private static void close(Channel channel) {
    var unused = channel.close();
  }

  private void reopenSoon() {
    if (!finished) {
      var unused =
          bootstrap.config().group().schedule(this::open, REOPEN_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private final class Receiver extends SimpleChannelInboundHandler<HttpObject> {

    private Answer answer;
    private boolean keepAlive;

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
      if (part.decoderResult().isFailure()) {
        close(context.channel());
        return;
      }
      if (part instanceof HttpResponse head) {
        answer = new Answer(head.status().code(), head.headers().get(HttpHeaderNames.RETRY_AFTER));
        keepAlive = HttpUtil.isKeepAlive(head);
      }
      if (part instanceof HttpContent content && content.content().isReadable()) {
        answer.append(ByteBufUtil.getBytes(content.content()));
      }
      if (part instanceof LastHttpContent) {
        complete(context);
      }
    }

    private void complete(ChannelHandlerContext context) {
      if (!busy) {
        // Nothing was asked: the peer says good-bye in its own way.
        close(context.channel());
        return;
      }
      busy = false;
      owner.answered(Connection.this, answer, System.nanoTime());
      if (keepAlive && !finished) {
        owner.ready(Connection.this);
      } else {
        close(context.channel());
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      channel = null;
      boolean wasBusy = busy;
      busy = false;
      if (!finished) {
        if (wasBusy) {
          owner.lost(Connection.this);
        } else {
          owner.closed(Connection.this);
        }
        reopenSoon();
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      // A reset is one more way to end; what was on its way is asked again.
      close(context.channel());
    }
  }
}
