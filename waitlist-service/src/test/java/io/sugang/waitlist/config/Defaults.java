package io.sugang.waitlist.config;

import io.smallrye.config.SmallRyeConfigBuilder;

/** The worker's limits when nobody sets any, for tests without a running service. */
public final class Defaults {

  public static final WaitlistConfig CONFIG =
      new SmallRyeConfigBuilder()
          .withMapping(WaitlistConfig.class)
          .build()
          .getConfigMapping(WaitlistConfig.class);

  private Defaults() {}
}
