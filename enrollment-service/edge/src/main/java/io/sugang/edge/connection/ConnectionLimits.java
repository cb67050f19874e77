package io.sugang.edge.connection;

import com.sun.management.UnixOperatingSystemMXBean;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.SmallRyeConfig;
import io.sugang.edge.EdgeConfig;
import io.vertx.core.http.HttpServerOptions;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

/**
 * What a connection may take.
 *
 * @param connections of one server at the same time, at most
 * @param head longest time from the first byte of a request to the end of its head; and from the
 *     connection's opening to its first byte
 * @param body longest time from there to the end of its body
 * @param bodyBytes largest body
 * @param idle longest time from an answer to the next request
 * @param decoding how large the parts of a request may be
 */
record ConnectionLimits(
    int connections,
    Duration head,
    Duration body,
    int bodyBytes,
    Duration idle,
    HttpServerOptions decoding) {

  private static final Logger LOG = Logger.getLogger(ConnectionLimits.class);

  /** For Redis, SQS, enrollment-service, health, files and those who are turned away. */
  private static final int DESCRIPTORS_FOR_THE_REST = 1000;

  /** As configured; but no more connections than this process may have files. */
  static ConnectionLimits configured() {
    // Vert.x is there before the container whose beans have the configuration.
    SmallRyeConfig all = ConfigProvider.getConfig().unwrap(SmallRyeConfig.class);
    EdgeConfig config = all.getConfigMapping(EdgeConfig.class);
    return new ConnectionLimits(
        Math.min(config.connectionLimit(), possible(config.connectionLimit())),
        config.headTimeout(),
        config.bodyTimeout(),
        config.bodyLimit(),
        config.idleTimeout(),
        new HttpServerOptions()
            .setMaxHeaderSize(bytes(all, "max-header-size"))
            .setMaxChunkSize(bytes(all, "max-chunk-size"))
            .setMaxInitialLineLength(
                all.getValue("quarkus.http.limits.max-initial-line-length", Integer.class)));
  }

  private static int bytes(SmallRyeConfig config, String limit) {
    return Math.toIntExact(
        config.getValue("quarkus.http.limits." + limit, MemorySize.class).asLongValue());
  }

  private static int possible(int wanted) {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
      long files = system.getMaxFileDescriptorCount();
      long possible = Math.max(files - DESCRIPTORS_FOR_THE_REST, files / 2);
      if (possible < wanted) {
        LOG.infof(
            "%d connections instead of %d: this process may open %d files (ulimit -n)",
            possible, wanted, files);
        return (int) possible;
      }
    }
    return wanted;
  }
}
