package io.sugang.edge;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.regex.Pattern;

/** Refuses to start with limits that can't be meant. */
@ApplicationScoped
class EdgeLimitsCheck {

  private static final Pattern ORIGIN = Pattern.compile("\\*|https?://[a-z0-9.-]+(:[0-9]{1,5})?");

  void check(@Observes StartupEvent start, EdgeConfig config) {
    require(config.bodyLimit() > 0, "body-limit must be positive");
    require(
        config.headTimeout().isPositive()
            && config.bodyTimeout().isPositive()
            && config.idleTimeout().isPositive()
            && config.connectionLimit() > 0,
        "head-timeout, body-timeout, idle-timeout and connection-limit must be positive");
    require(
        config.corsOrigins().orElse(List.of()).stream()
            .allMatch(origin -> ORIGIN.matcher(origin).matches()),
        "cors-origins must be origins as browsers say them, such as https://portal.example.ac.kr,"
            + " without a path");
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalStateException("sugang.edge: " + rule);
    }
  }
}
