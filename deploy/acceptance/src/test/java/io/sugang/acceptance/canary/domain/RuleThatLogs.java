package io.sugang.acceptance.canary.domain;

import org.slf4j.LoggerFactory;

/** Breaks the rule that the domain is plain Java. */
class RuleThatLogs {
  void decide() {
    LoggerFactory.getLogger(RuleThatLogs.class).info("decided");
  }
}
