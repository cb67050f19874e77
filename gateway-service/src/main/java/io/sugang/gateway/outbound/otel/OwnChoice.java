package io.sugang.gateway.outbound.otel;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import io.sugang.gateway.config.GatewayConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Chooses by chance which calls are traced. Callers are not asked: whoever says in their own trace
 * context that a call is to be recorded would have us pay for all of theirs.
 */
@Singleton
class OwnChoice implements Sampler {

  private final double share;

  @Inject
  OwnChoice(GatewayConfig config) {
    this(config.tracedShare());
  }

  OwnChoice(double share) {
    this.share = share;
  }

  @Override
  public SamplingResult shouldSample(
      Context parent,
      String traceId,
      String name,
      SpanKind kind,
      Attributes attributes,
      List<LinkData> links) {
    SpanContext caller = Span.fromContext(parent).getSpanContext();
    boolean ours = caller.isValid() && !caller.isRemote();
    boolean recorded = ours ? caller.isSampled() : ThreadLocalRandom.current().nextDouble() < share;
    return recorded ? SamplingResult.recordAndSample() : SamplingResult.drop();
  }

  @Override
  public String getDescription() {
    return "own choice of " + share;
  }
}
