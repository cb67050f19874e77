package io.sugang.acceptance.canary.config;

import io.sugang.acceptance.canary.inbound.EndpointThatStores;

/** Breaks the rule that the configuration uses nobody. */
class LimitsThatKnowAnEndpoint {
  EndpointThatStores endpoint;
}
