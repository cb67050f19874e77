package io.sugang.gateway.inbound.http;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.sugang.contract.message.Traceparent;

/** The trace context that a call's request is given on its way through the services. */
final class CallTrace {

  private CallTrace() {}

  /**
   * That of this gateway's own span if calls are traced, else the caller's, else a new one.
   *
   * @param header what the caller sent as {@code traceparent}; may be {@code null}
   */
  static String of(String header) {
    SpanContext span = Span.current().getSpanContext();
    return span.isValid()
        ? "00-" + span.getTraceId() + "-" + span.getSpanId() + "-" + span.getTraceFlags().asHex()
        : Traceparent.continueOrStart(header);
  }
}
