package io.sugang.gateway.inbound.http.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.sugang.contract.message.Traceparent;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallTracesTest {

  private static final String RECORDED = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

  private final TracerProvider sdk = SdkTracerProvider.builder().build();

  @Test
  void aCallerCannotHaveItsCallsRecorded() {
    CallTrace trace = traces(sdk, 0).begin("call", RECORDED);

    assertThat(Traceparent.isSampled(trace.traceparent())).isFalse();
    assertThat(Traceparent.traceId(trace.traceparent())).isEqualTo(TRACE_ID);
  }

  @Test
  void noPathLetsACallerHaveItsCallsRecorded() {
    for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.PUT, HttpMethod.POST)) {
      for (String path : List.of("/api/v1/cart/requests", "/api/v1/cart", "/api/v1/requests")) {
        CallTrace trace = traces(sdk, 0).begin(method, path, RECORDED);
        assertThat(Traceparent.isSampled(trace.traceparent())).as(path).isFalse();
        assertThat(Traceparent.traceId(trace.traceparent())).isEqualTo(TRACE_ID);
      }
    }
  }

  @Test
  void whatLeavesRequestsInLinesMayBeRecorded() {
    for (String path : List.of("/api/v1/cart/requests", "/api/v1/requests")) {
      CallTrace trace = traces(sdk, 1).begin(HttpMethod.POST, path, null);
      assertThat(Traceparent.isSampled(trace.traceparent())).as(path).isTrue();
    }
  }

  @Test
  void aChosenCallIsRecordedInTheCallersTrace() {
    CallTrace trace = traces(sdk, 1).begin("call", RECORDED.replaceAll("01$", "00"));

    assertThat(Traceparent.isWellFormed(trace.traceparent())).isTrue();
    assertThat(Traceparent.isSampled(trace.traceparent())).isTrue();
    assertThat(Traceparent.traceId(trace.traceparent())).isEqualTo(TRACE_ID);
    assertThat(Traceparent.spanId(trace.traceparent())).isNotEqualTo("b7ad6b7169203331");
  }

  @Test
  void whatIsNoTraceContextStartsANewOne() {
    for (String header : new String[] {null, "", "00-zz", RECORDED + "x"}) {
      assertThat(Traceparent.isWellFormed(traces(sdk, 1).begin("call", header).traceparent()))
          .isTrue();
      assertThat(Traceparent.isWellFormed(traces(sdk, 0).begin("call", header).traceparent()))
          .isTrue();
    }
  }

  @Test
  void aShareOfCallsIsRecorded() {
    CallTraces traces = traces(sdk, 0.3);
    long recorded = 0;
    for (int i = 0; i < 10_000; i++) {
      recorded += Traceparent.isSampled(traces.begin("call", null).traceparent()) ? 1 : 0;
    }
    assertThat(recorded).isBetween(2_500L, 3_500L);
  }

  @Test
  void nothingIsRecordedWhenTracingIsOff() {
    CallTrace trace = traces(TracerProvider.noop(), 1).begin("call", RECORDED);

    assertThat(Traceparent.isSampled(trace.traceparent())).isFalse();
    assertThat(Traceparent.traceId(trace.traceparent())).isEqualTo(TRACE_ID);
  }

  private static CallTraces traces(TracerProvider provider, double share) {
    return new CallTraces(provider.get("test"), share);
  }
}
