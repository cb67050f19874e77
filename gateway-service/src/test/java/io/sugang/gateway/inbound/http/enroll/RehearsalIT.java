package io.sugang.gateway.inbound.http.enroll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.sugang.gateway.StackWithEnrollment;
import io.sugang.gateway.application.GatewayMetric;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.junit.jupiter.api.Test;

/** A rush is played against the real Redis and SQS before the gateway is ready. */
@QuarkusTest
@TestProfile(RehearsalIT.Longer.class)
@WithTestResource(StackWithEnrollment.class)
class RehearsalIT {

  @Inject @Readiness Rehearsal rehearsal;
  @Inject RedisDataSource redis;
  @Inject MeterRegistry meters;

  /** So long that it is seen before it is over. */
  public static class Longer implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("sugang.gateway.rehearsal", "10S", "sugang.gateway.rehearsal-afterwards", "1S");
    }
  }

  @Test
  void aRushIsPlayedAndNothingIsLeftOfIt() {
    await().atMost(Duration.ofSeconds(30)).until(() -> played() > 200);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> rehearsal.call().getStatus() == HealthCheckResponse.Status.UP);

    assertThat(redis.execute("KEYS", "*REH1001*").size()).isZero();
    assertThat(redis.execute("KEYS", "*rehearsal*").size()).isZero();
    assertThat(meters.find(GatewayMetric.JOINS.id()).counters()).isEmpty();
    assertThat(meters.find(GatewayMetric.PUBLISH_SIZE.id()).summaries())
        .allMatch(size -> size.count() == 0);
  }

  private long played() {
    return (long) rehearsal.call().getData().orElseThrow().get("played");
  }
}
