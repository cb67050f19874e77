package io.sugang.notification.outbound.otel;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.sugang.contract.message.Traceparent;
import io.sugang.notification.application.send.MailTraces;
import io.sugang.notification.domain.Delivery;
import io.sugang.notification.domain.MailIntent;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.jboss.logging.Logger;

/** A span {@code mail} for each mail whose request's trace is recorded. */
@ApplicationScoped
class MailSpans implements MailTraces {

  private static final Logger LOG = Logger.getLogger(MailSpans.class);

  private final Tracer tracer;

  MailSpans(Tracer tracer) {
    this.tracer = tracer;
  }

  @Override
  public void handedOver(MailIntent intent, Delivery delivery, Instant begun) {
    try {
      if (Traceparent.isSampled(intent.traceparent())) {
        add(intent, delivery, begun);
      }
    } catch (RuntimeException e) {
      LOG.warnf("mail %d is missing in its trace: %s", intent.id(), e);
    }
  }

  private void add(MailIntent intent, Delivery delivery, Instant begun) {
    SpanContext call =
        SpanContext.createFromRemoteParent(
            Traceparent.traceId(intent.traceparent()),
            Traceparent.spanId(intent.traceparent()),
            TraceFlags.getSampled(),
            TraceState.getDefault());
    tracer
        .spanBuilder("mail")
        .setParent(Context.root().with(Span.wrap(call)))
        .setSpanKind(SpanKind.CONSUMER)
        .setStartTimestamp(begun)
        .setAttribute("sugang.mail", intent.kind().wireName())
        .setAttribute("sugang.delivery", delivery.wireName())
        .startSpan()
        .end();
  }
}
