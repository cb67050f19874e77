package io.sugang.waitlist.outbound.otel;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.sugang.contract.message.Traceparent;
import io.sugang.waitlist.application.JournaledDecision;
import io.sugang.waitlist.application.decide.DecisionTraces;
import io.sugang.waitlist.rule.Decided;
import io.sugang.waitlist.rule.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.jboss.logging.Logger;

/** A span {@code decide} for each request whose trace is recorded, as long as its batch took. */
@ApplicationScoped
class DecisionSpans implements DecisionTraces {

  private static final Logger LOG = Logger.getLogger(DecisionSpans.class);

  private final Tracer tracer;

  DecisionSpans(Tracer tracer) {
    this.tracer = tracer;
  }

  @Override
  public void decided(Outcome outcome, Instant begun) {
    try {
      for (Decided decided : outcome.decided()) {
        String traceparent = decided.request().traceparent();
        if (Traceparent.isSampled(traceparent)) {
          add(decided, traceparent, begun);
        }
      }
    } catch (RuntimeException e) {
      LOG.warnf("decisions are missing in traces: %s", e);
    }
  }

  private void add(Decided decided, String traceparent, Instant begun) {
    SpanContext call =
        SpanContext.createFromRemoteParent(
            Traceparent.traceId(traceparent),
            Traceparent.spanId(traceparent),
            TraceFlags.getSampled(),
            TraceState.getDefault());
    tracer
        .spanBuilder("decide")
        .setParent(Context.root().with(Span.wrap(call)))
        .setSpanKind(SpanKind.CONSUMER)
        .setStartTimestamp(begun)
        .setAttribute("sugang.section", decided.request().section().value())
        .setAttribute("sugang.number", decided.request().number().value())
        .setAttribute(
            "sugang.decision", JournaledDecision.of(decided.decision()).state().wireName())
        .startSpan()
        .end();
  }
}
