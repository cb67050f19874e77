package io.sugang.edge.connection;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import io.sugang.edge.problem.LastProblem;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Keeps time for one connection: who opens one must use it, and who begins a request must end it
 * soon, however slowly the bytes come. How long an answer takes, an event stream above all, is not
 * its business.
 */
final class ConnectionGuard extends ChannelInboundHandlerAdapter {

  private static final String DECODER = "httpDecoder";
  private static final String ENCODER = "httpEncoder";

  private enum Phase {
    UNUSED,
    HEAD,
    BODY,
    ANSWER,
    IDLE,
    HANGING_UP
  }

  private final ConnectionLimits limits;
  private Phase phase = Phase.UNUSED;
  private long since;
  private int unanswered;
  private boolean isAnswerBegun;
  private ScheduledFuture<?> checks;

  ConnectionGuard(ConnectionLimits limits) {
    this.limits = limits;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    ChannelPipeline pipeline = context.pipeline();
    if (pipeline.get(DECODER) == null) {
      // The management port, which may speak HTTP/2, is not for everybody.
      context.fireChannelActive();
      pipeline.remove(this);
      return;
    }
    pipeline.replace(DECODER, DECODER, new StrictRequestDecoder(limits.decoding()));
    pipeline.addAfter(ENCODER, "requests", new Requests(context));
    enter(Phase.UNUSED);
    long between = Math.max(1, Math.min(limits.head().toMillis(), limits.body().toMillis()) / 2);
    checks =
        context
            .executor()
            .scheduleAtFixedRate(() -> check(context), between, between, TimeUnit.MILLISECONDS);
    context.fireChannelActive();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (checks != null) {
      checks.cancel(false);
    }
    context.fireChannelInactive();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object bytes) {
    if (phase == Phase.UNUSED || phase == Phase.IDLE) {
      enter(Phase.HEAD);
    }
    if (phase == Phase.HANGING_UP) {
      ReferenceCountUtil.release(bytes);
    } else {
      context.fireChannelRead(bytes);
    }
  }

  private void enter(Phase next) {
    phase = next;
    since = System.nanoTime();
  }

  private void check(ChannelHandlerContext context) {
    Duration limit =
        switch (phase) {
          case UNUSED, HEAD -> limits.head();
          case BODY -> limits.body();
          case IDLE -> limits.idle();
          case ANSWER, HANGING_UP -> null;
        };
    if (limit == null || System.nanoTime() - since < limit.toNanos()) {
      return;
    }
    // Behind an answer that is still owed it would be taken for that.
    boolean isAsking =
        phase == Phase.HEAD || (phase == Phase.BODY && unanswered == 1 && !isAnswerBegun);
    if (isAsking) {
      enter(Phase.HANGING_UP);
      LastWords.send(context, RawAnswer.of(LastProblem.TOO_SLOW, context.alloc()));
    } else {
      var unused = context.close();
    }
  }

  /** What can't be read is refused here, where there is an answer for it. */
  private void refuse(ChannelHandlerContext context, Throwable cause) {
    LastProblem problem =
        switch (cause) {
          case TooLongHttpLineException _ -> LastProblem.ADDRESS_TOO_LONG;
          case TooLongHttpHeaderException _ -> LastProblem.HEAD_TOO_LARGE;
          case null, default -> LastProblem.MALFORMED_REQUEST;
        };
    enter(Phase.HANGING_UP);
    LastWords.send(context, RawAnswer.of(problem, context.alloc()));
  }

  /** Sees requests and answers, between the codec and the server. */
  private final class Requests extends ChannelDuplexHandler {

    /** Below the codec, where answers are bytes. */
    private final ChannelHandlerContext connection;

    Requests(ChannelHandlerContext connection) {
      this.connection = connection;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (isUnreadable(message)) {
        Throwable cause = ((HttpObject) message).decoderResult().cause();
        ReferenceCountUtil.release(message);
        refuse(connection, cause);
        return;
      }
      if (message instanceof HttpRequest) {
        unanswered++;
        isAnswerBegun = false;
        enter(Phase.BODY);
      }
      if (message instanceof LastHttpContent) {
        // It may have been answered before its end.
        enter(unanswered == 0 ? Phase.IDLE : Phase.ANSWER);
      }
      context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
      if (!isInformational(message)) {
        isAnswerBegun = true;
        if (message instanceof LastHttpContent) {
          unanswered--;
          if (unanswered == 0 && phase == Phase.ANSWER) {
            enter(Phase.IDLE);
          }
        }
      }
      var unused = context.write(message, promise);
    }

    /** Behind an answer that is still owed the refusal would be taken for that. */
    private boolean isUnreadable(Object message) {
      return message instanceof HttpObject part
          && part.decoderResult().isFailure()
          && (unanswered == 0
              || (unanswered == 1 && !isAnswerBegun && !(message instanceof HttpRequest)));
    }

    private static boolean isInformational(Object message) {
      return message instanceof HttpResponse response
          && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }
  }
}
