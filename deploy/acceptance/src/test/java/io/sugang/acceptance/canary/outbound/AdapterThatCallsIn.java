package io.sugang.acceptance.canary.outbound;

import io.sugang.acceptance.canary.inbound.EndpointThatStores;

/** Breaks the rule that outbound adapters know no inbound ones. */
public class AdapterThatCallsIn {
  EndpointThatStores endpoint;
}
