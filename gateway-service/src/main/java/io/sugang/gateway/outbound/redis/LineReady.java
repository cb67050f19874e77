package io.sugang.gateway.outbound.redis;

import io.sugang.gateway.application.StageFailure;
import io.sugang.gateway.application.join.Line;
import io.sugang.gateway.config.GatewayConfig;
import io.sugang.lifecycle.RecurringDuty;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/**
 * Whether this gateway's own way to the line works, asked again and again as a join would go: other
 * connections may be well while this one is dead.
 */
@Readiness
@Singleton
class LineReady extends RecurringDuty implements HealthCheck {

  private static final Logger LOG = Logger.getLogger(LineReady.class);
  private static final String NAME = "line";

  private final Line line;
  private final GatewayConfig config;
  private volatile long answeredAt = System.nanoTime();
  private volatile long openAt = System.nanoTime();
  private volatile boolean isSilent;
  private volatile boolean isClosed;

  LineReady(Line line, GatewayConfig config) {
    super("watch-line", config.lineCheck());
    this.line = line;
    this.config = config;
  }

  @Override
  protected void round() {
    try {
      answered(line.isOpen().toCompletableFuture().join());
    } catch (RuntimeException e) {
      silent(StageFailure.cause(e));
    }
  }

  private void answered(boolean isOpen) {
    long now = System.nanoTime();
    answeredAt = now;
    if (isOpen) {
      openAt = now;
      if (isSilent || isClosed) {
        LOG.info("students can join again");
      }
      isSilent = false;
      isClosed = false;
    } else if (!isClosed && isLong(openAt)) {
      isClosed = true;
      LOG.error("nobody can join: the line is closed, and no worker has reopened it");
    }
  }

  private void silent(Throwable why) {
    if (!isSilent && isLong(answeredAt)) {
      isSilent = true;
      LOG.errorf("nobody can join here: the line can't be reached: %s", why.getMessage());
    }
  }

  private boolean isLong(long since) {
    return System.nanoTime() - since >= config.lineSilence().toNanos();
  }

  /** A closed line is closed for all: taking every gateway out of service would help nobody. */
  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named(NAME)
        .status(!isSilent)
        .withData("open", !isClosed && !isSilent)
        .withData("secondsSinceOpen", (System.nanoTime() - openAt) / 1_000_000_000L)
        .build();
  }
}
