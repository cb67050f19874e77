package io.sugang.acceptance.canary.inbound;

import io.sugang.acceptance.canary.outbound.AdapterThatCallsIn;

/** Breaks the rule that inbound adapters know no outbound ones. */
public class EndpointThatStores {
  AdapterThatCallsIn adapter;
}
