package io.sugang.gateway.outbound.otel;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnChoiceTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN = "b7ad6b7169203331";

  @Test
  void aCallerCannotHaveItsCallsRecorded() {
    assertThat(isRecorded(0, remote(TraceFlags.getSampled()))).isFalse();
    assertThat(isRecorded(1, remote(TraceFlags.getDefault()))).isTrue();
  }

  @Test
  void whatBelongsToACallIsRecordedWithIt() {
    assertThat(isRecorded(0, own(TraceFlags.getSampled()))).isTrue();
    assertThat(isRecorded(1, own(TraceFlags.getDefault()))).isFalse();
  }

  @Test
  void aShareOfCallsIsRecorded() {
    long recorded = 0;
    for (int i = 0; i < 10_000; i++) {
      recorded += isRecorded(0.3, SpanContext.getInvalid()) ? 1 : 0;
    }
    assertThat(recorded).isBetween(2_500L, 3_500L);
  }

  private static SpanContext remote(TraceFlags flags) {
    return SpanContext.createFromRemoteParent(TRACE, SPAN, flags, TraceState.getDefault());
  }

  private static SpanContext own(TraceFlags flags) {
    return SpanContext.create(TRACE, SPAN, flags, TraceState.getDefault());
  }

  private static boolean isRecorded(double share, SpanContext parent) {
    return new OwnChoice(share)
            .shouldSample(
                Context.root().with(Span.wrap(parent)),
                TRACE,
                "call",
                SpanKind.SERVER,
                Attributes.empty(),
                List.of())
            .getDecision()
        == SamplingDecision.RECORD_AND_SAMPLE;
  }
}
