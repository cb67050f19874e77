package io.sugang.lifecycle;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** How a service's duties begin and end. */
@ConfigMapping(prefix = "sugang.lifecycle")
public interface LifecycleConfig {

  /** How long a stopping service waits for what each of its duties has in hand. */
  @WithDefault("2S")
  Duration drain();

  /** Duties that are not begun until somebody resumes them, by their names, separated by commas. */
  Optional<Set<String>> paused();
}
