package io.sugang.acceptance.canary.application;

import io.sugang.acceptance.canary.outbound.AdapterThatCallsIn;
import io.smallrye.mutiny.Uni;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/**
 * Breaks the rules that the application knows neither adapters nor their technology, and answers with
 * one type.
 */
class UseCaseThatKnowsItsAdapter {
  AdapterThatCallsIn adapter;
  SqsAsyncClient sqs;
  Uni<String> answer;
}
