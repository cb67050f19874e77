package io.sugang.gateway.inbound.http.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;

/** The trace that a call and its request belong to; recorded or, mostly, not. */
public final class CallTrace {

  private static final int SERVER_ERROR = 500;

  private final String traceparent;
  private final Span span;

  private CallTrace(String traceparent, Span span) {
    this.traceparent = traceparent;
    this.span = span;
  }

  /** Nobody records it. */
  static CallTrace unrecorded(String traceparent) {
    return new CallTrace(traceparent, Span.getInvalid());
  }

  /** A span records it until {@link #end}. */
  static CallTrace recorded(Span span) {
    SpanContext context = span.getSpanContext();
    return new CallTrace(
        "00-%s-%s-%s"
            .formatted(context.getTraceId(), context.getSpanId(), context.getTraceFlags().asHex()),
        span);
  }

  /** The trace context that the call's request carries through the services. */
  public String traceparent() {
    return traceparent;
  }

  /** Whether there is a span to end. */
  public boolean isRecorded() {
    return span.isRecording();
  }

  /** The call is over. */
  public void end(int status) {
    if (isRecorded()) {
      span.setAttribute("http.response.status_code", status);
      if (status >= SERVER_ERROR) {
        span.setStatus(StatusCode.ERROR);
      }
      span.end();
    }
  }
}
