package io.sugang.enrollment.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** This service's limits. */
@ConfigMapping(prefix = "sugang.enrollment")
public interface EnrollmentConfig {

  /** Longest time for what gateways keep copies of: catalogue, terms and students' years. */
  @WithDefault("3S")
  Duration copyTimeout();

  /** Longest time for an answer of the reader endpoint that a student waits for. */
  @WithDefault("700MS")
  Duration readTimeout();

  /** How often the reader endpoint is asked whether it is there. */
  @WithDefault("250MS")
  Duration readerCheck();

  /** A reader endpoint that says nothing for so long is away: the writer is asked instead. */
  @WithDefault("500MS")
  Duration readerSilence();

  /** Connections to the writer while it stands in for the reader, at most. */
  @WithDefault("8")
  int standInConnections();

  /**
   * A connection to a database that says nothing for so long is closed, in whole seconds: longer
   * than any statement takes.
   */
  @WithDefault("15S")
  Duration connectionSilence();

  /** Longest time for a connection to be made: a host that is gone does not refuse. */
  @WithDefault("2S")
  Duration connectTimeout();

  /** Changes of students may be committed in another order than they were made, by so much. */
  @WithDefault("10S")
  Duration commitsOvertaken();
}
