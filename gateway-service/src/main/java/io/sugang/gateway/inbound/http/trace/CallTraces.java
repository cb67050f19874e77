package io.sugang.gateway.inbound.http.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.sugang.contract.message.Traceparent;
import io.sugang.gateway.config.GatewayConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Chooses by chance which calls are traced through all services; a call that is not chosen costs
 * nothing. Callers are not asked: whoever says in their own trace context that a call is to be
 * recorded would have us pay for all of theirs. Its trace id is kept.
 */
@ApplicationScoped
public class CallTraces {

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

  /**
   * Begins the trace of a call, or goes on with the caller's.
   *
   * @param name of the call, the same for all of its kind
   * @param header what the caller sent as {@code traceparent}; may be {@code null}
   */
  public CallTrace begin(String name, String header) {
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
