package io.sugang.edge.connection;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import io.sugang.edge.problem.LastProblem;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Guards one connection: who opens one must use it, who begins a request must end it soon, however
 * slowly the bytes come, and what can't be read, or is too large, is refused where there is a place
 * for an answer. How long an answer takes, an event stream above all, is not its business.
 */
final class ConnectionGuard extends ChannelInboundHandlerAdapter {

  private static final String DECODER = "httpDecoder";
  private static final String ENCODER = "httpEncoder";

  /** Whose requests are carried out at the end of their body; others at the end of their head. */
  private static final Set<HttpMethod> WITH_BODY =
      Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH);

  private enum Phase {
    UNUSED,
    HEAD,
    BODY,
    ANSWER,
    IDLE,
    /** What is owed is answered, and nothing more is read. */
    ENDING,
    HANGING_UP
  }

  private final ConnectionLimits limits;
  private final RawAnswers answers;
  private Phase phase = Phase.UNUSED;
  private long since;
  private int unanswered;
  private boolean isAnswerBegun;

  /** Its last request was refused here: what else answers it comes too late. */
  private boolean isRefused;

  private ScheduledFuture<?> checks;

  ConnectionGuard(ConnectionLimits limits, RawAnswers answers) {
    this.limits = limits;
    this.answers = answers;
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
    if (phase == Phase.ENDING || phase == Phase.HANGING_UP) {
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
          case ANSWER, ENDING, HANGING_UP -> null;
        };
    if (limit == null || System.nanoTime() - since < limit.toNanos()) {
      return;
    }
    // Behind an answer that is still owed it would be taken for that.
    boolean isAsking =
        phase == Phase.HEAD || (phase == Phase.BODY && unanswered == 1 && !isAnswerBegun);
    if (isAsking) {
      hangUp(context, LastProblem.TOO_SLOW);
    } else {
      var unused = context.close();
    }
  }

  private void hangUp(ChannelHandlerContext context, LastProblem problem) {
    isRefused = true;
    enter(Phase.HANGING_UP);
    LastWords.send(context, answers.of(problem, context.alloc()));
  }

  private void hangUp(ChannelHandlerContext context) {
    enter(Phase.HANGING_UP);
    LastWords.closeSoon(context);
  }

  /** Sees requests and answers, between the codec and the server. */
  private final class Requests extends ChannelDuplexHandler {

    /** Below the codec, where answers are bytes. */
    private final ChannelHandlerContext connection;

    private boolean hasBody;
    private long bodyBytes;
    private boolean isLastAnswer;

    /** What the next request to be answered is refused with, or {@code null}. */
    private LastProblem refusal;

    /** How many answers are still owed when the refusal's turn comes. */
    private int refusalTurn;

    Requests(ChannelHandlerContext connection) {
      this.connection = connection;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (phase == Phase.ENDING || phase == Phase.HANGING_UP) {
        // Of the same bytes as what was refused.
        ReferenceCountUtil.release(message);
        return;
      }
      if (message instanceof HttpObject part && part.decoderResult().isFailure()) {
        boolean isHead = message instanceof HttpRequest;
        Throwable cause = part.decoderResult().cause();
        ReferenceCountUtil.release(message);
        if (isHead) {
          refuse(problem(cause), 0);
        } else {
          refuseBody(LastProblem.MALFORMED_REQUEST);
        }
        return;
      }
      if (message instanceof HttpRequest request) {
        unanswered++;
        isAnswerBegun = false;
        hasBody = WITH_BODY.contains(request.method());
        bodyBytes = 0;
        enter(Phase.BODY);
      }
      if (message instanceof HttpContent content) {
        bodyBytes += content.content().readableBytes();
        if (bodyBytes > limits.bodyBytes()) {
          ReferenceCountUtil.release(message);
          refuseBody(LastProblem.BODY_TOO_LARGE);
          return;
        }
      }
      if (message instanceof LastHttpContent) {
        // It may have been answered before its end.
        enter(unanswered == 0 ? Phase.IDLE : Phase.ANSWER);
      }
      context.fireChannelRead(message);
    }

    private static LastProblem problem(Throwable cause) {
      return switch (cause) {
        case TooLongHttpLineException _ -> LastProblem.ADDRESS_TOO_LONG;
        case TooLongHttpHeaderException _ -> LastProblem.HEAD_TOO_LARGE;
        case null, default -> LastProblem.MALFORMED_REQUEST;
      };
    }

    /**
     * The body of the last request is none. If it is carried out already, because it needs none,
     * its own answer is the true one.
     */
    private void refuseBody(LastProblem problem) {
      boolean isBegun = unanswered == 0 || (unanswered == 1 && isAnswerBegun);
      if (hasBody && !isBegun) {
        refuse(problem, 1);
      } else if (unanswered == 0) {
        hangUp(connection);
      } else {
        enter(Phase.ENDING);
      }
    }

    /** In its turn: earlier requests get their answers before. */
    private void refuse(LastProblem problem, int turn) {
      refusal = problem;
      refusalTurn = turn;
      enter(Phase.ENDING);
      if (unanswered == turn) {
        hangUp(connection, problem);
      }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
      if (isRefused && message instanceof HttpObject) {
        ReferenceCountUtil.release(message);
        promise.tryFailure(new ClosedChannelException());
        return;
      }
      var unused = context.write(message, promise);
      if (isInformational(message)) {
        return;
      }
      isAnswerBegun = true;
      if (message instanceof HttpResponse response) {
        isLastAnswer =
            response
                .headers()
                .containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE, true);
      }
      if (message instanceof LastHttpContent) {
        unanswered--;
        answered();
      }
    }

    private void answered() {
      if (isLastAnswer) {
        hangUp(connection);
      } else if (phase == Phase.ENDING && refusal != null && unanswered == refusalTurn) {
        hangUp(connection, refusal);
      } else if (phase == Phase.ENDING && unanswered == 0) {
        hangUp(connection);
      } else if (phase == Phase.ANSWER && unanswered == 0) {
        enter(Phase.IDLE);
      }
    }

    private static boolean isInformational(Object message) {
      return message instanceof HttpResponse response
          && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }
  }
}
