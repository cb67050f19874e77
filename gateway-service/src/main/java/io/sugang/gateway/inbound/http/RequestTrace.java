package io.sugang.gateway.inbound.http;

import io.sugang.contract.message.Traceparent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import org.jboss.logging.MDC;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * The call's trace context: the caller's own, or a new one. Its trace id is the request id in logs
 * and answers.
 */
@RequestScoped
class RequestTrace {

  private String traceparent = Traceparent.continueOrStart(null);

  String traceparent() {
    return traceparent;
  }

  /** Takes the trace context over before anything is handled, and names it in the answer. */
  static class Filter {

    private final RequestTrace trace;

    Filter(RequestTrace trace) {
      this.trace = trace;
    }

    @ServerRequestFilter(preMatching = true)
    void begin(ContainerRequestContext call) {
      trace.traceparent = CallTrace.of(call.getHeaderString("traceparent"));
      MDC.put("requestId", Traceparent.traceId(trace.traceparent()));
    }

    @ServerResponseFilter
    void end(ContainerResponseContext answer) {
      answer.getHeaders().putSingle("X-Request-Id", Traceparent.traceId(trace.traceparent()));
    }
  }
}
