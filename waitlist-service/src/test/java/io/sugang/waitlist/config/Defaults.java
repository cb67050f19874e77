package io.sugang.waitlist.config;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;

/** The worker's limits when nobody sets any, for tests without a running service. */
public final class Defaults {

  /** Before SmallRye's own converter, which knows other forms. */
  private static final int PRIORITY = 200;

  public static final WaitlistConfig CONFIG =
      new SmallRyeConfigBuilder()
          .withConverter(Duration.class, PRIORITY, new DurationConverter())
          .withMapping(WaitlistConfig.class)
          .build()
          .getConfigMapping(WaitlistConfig.class);

  private Defaults() {}
}
