package io.sugang.gateway.inbound.http.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.sugang.contract.message.Traceparent;
import io.sugang.gateway.config.GatewayConfig;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.MDC;

/**
 * Gives every call its trace: the caller's own, or a new one, whose id is the request id in logs
 * and answers.
 *
 * <p>Chooses by chance which calls are traced through all services; a call that is not chosen costs
 * nothing. Callers are not asked: whoever says in their own trace context that a call is to be
 * recorded would have us pay for all of theirs. Its trace id is kept.
 */
@ApplicationScoped
public class CallTraces {

  private static final int FIRST = 2000;
  private static final String KEY = "sugang.trace";
  private static final String REQUESTS = "/api/v1/requests";
  private static final String CART_REQUESTS = "/api/v1/cart/requests";

  private final Tracer tracer;
  private final double share;

  @Inject
  CallTraces(Tracer tracer, GatewayConfig config) {
    this(tracer, config.tracedShare());
  }

  CallTraces(Tracer tracer, double share) {
    this.tracer = tracer;
    this.share = share;
  }

  /** Before anything else looks at a call: whatever its answer is, it names the trace. */
  void register(@Observes Filters filters) {
    filters.register(this::begin, FIRST);
  }

  /** Begins the trace of a call, and goes on with the call. */
  public void begin(RoutingContext call) {
    HttpServerRequest request = call.request();
    CallTrace trace = begin(request.method(), request.path(), request.getHeader("traceparent"));
    String id = Traceparent.traceId(trace.traceparent());
    call.put(KEY, trace);
    call.response().putHeader("X-Request-Id", id);
    MDC.put("requestId", id);
    if (trace.isRecorded()) {
      // However the call ends: answered, or hung up.
      call.addEndHandler(_ -> trace.end(call.response().getStatusCode()));
    }
    call.next();
  }

  /** Only what leaves a request in a line goes on to other services. */
  CallTrace begin(HttpMethod method, String path, String header) {
    if (method.equals(HttpMethod.POST) && (REQUESTS.equals(path) || CART_REQUESTS.equals(path))) {
      return begin("POST " + path, header);
    }
    return method.equals(HttpMethod.DELETE)
        ? begin("DELETE /api/v1", header)
        : CallTrace.unrecorded(Traceparent.unrecorded(Traceparent.continueOrStart(header)));
  }

  /** The trace of a call. */
  public static CallTrace of(RoutingContext call) {
    return call.get(KEY);
  }

  /**
   * Begins the trace of a call, or goes on with the caller's.
   *
   * @param name of the call, the same for all of its kind
   * @param header what the caller sent as {@code traceparent}; may be {@code null}
   */
  CallTrace begin(String name, String header) {
    if (ThreadLocalRandom.current().nextDouble() < share) {
      Span span =
          tracer
              .spanBuilder(name)
              .setSpanKind(SpanKind.SERVER)
              .setParent(Context.root().with(Span.wrap(caller(header))))
              .startSpan();
      if (span.isRecording()) {
        return CallTrace.recorded(span);
      }
    }
    return CallTrace.unrecorded(Traceparent.unrecorded(Traceparent.continueOrStart(header)));
  }

  /** The caller's trace, as chosen: whether it was recorded there is no matter. */
  private static SpanContext caller(String header) {
    return Traceparent.isWellFormed(header)
        ? SpanContext.createFromRemoteParent(
            Traceparent.traceId(header),
            Traceparent.spanId(header),
            TraceFlags.getSampled(),
            TraceState.getDefault())
        : SpanContext.getInvalid();
  }
}
