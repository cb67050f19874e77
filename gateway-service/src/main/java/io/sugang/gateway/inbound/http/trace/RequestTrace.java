package io.sugang.gateway.inbound.http.trace;

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
public class RequestTrace {

  private CallTrace trace = CallTrace.unrecorded(Traceparent.continueOrStart(null));

  public String traceparent() {
    return trace.traceparent();
  }

  /** Takes the trace context over before anything is handled, and names it in the answer. */
  static class Filter {

    private final RequestTrace call;
    private final CallTraces traces;

    Filter(RequestTrace call, CallTraces traces) {
      this.call = call;
      this.traces = traces;
    }

    @ServerRequestFilter(preMatching = true)
    void begin(ContainerRequestContext request) {
      String header = request.getHeaderString("traceparent");
      // Only what leaves a request in a line goes on to other services.
      call.trace =
          request.getMethod().equals("DELETE")
              ? traces.begin("DELETE /api/v1", header)
              : CallTrace.unrecorded(Traceparent.continueOrStart(header));
      MDC.put("requestId", Traceparent.traceId(call.traceparent()));
    }

    @ServerResponseFilter
    void end(ContainerResponseContext answer) {
      answer.getHeaders().putSingle("X-Request-Id", Traceparent.traceId(call.traceparent()));
      call.trace.end(answer.getStatus());
    }
  }
}
