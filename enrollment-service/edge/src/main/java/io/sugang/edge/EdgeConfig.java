package io.sugang.edge;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What an HTTP interface lets in. Checked at start, by {@link EdgeLimitsCheck}. */
@ConfigMapping(prefix = "sugang.edge")
public interface EdgeConfig {

  /** Largest body of a request, in bytes. */
  @WithDefault("16384")
  int bodyLimit();

  /**
   * Connections, at most; one more gets 503. Event streams are among them. Never more than the
   * files that this process may open, less 1,000.
   */
  @WithDefault("24000")
  int connectionLimit();

  /**
   * Longest time from a request's first byte to the end of its head, and from the opening of a
   * connection to its first byte.
   */
  @WithDefault("10S")
  Duration headTimeout();

  /** Longest time from the end of a request's head to the end of its body. */
  @WithDefault("10S")
  Duration bodyTimeout();

  /**
   * A connection that asks nothing for so long after an answer is closed. Longer than a load
   * balancer before us keeps one, or it would send requests into closed ones.
   */
  @WithDefault("90S")
  Duration idleTimeout();

  /**
   * Web sites whose pages may call this service from a browser, such as
   * `https://portal.example.ac.kr`, separated by commas; `*` for all. Never with cookies. Without
   * it, pages of this service's own site only.
   */
  Optional<List<String>> corsOrigins();
}
