package io.sugang.acceptance.canary.application;

import io.smallrye.mutiny.Uni;
import io.sugang.acceptance.canary.outbound.AdapterThatCallsIn;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/**
 * Breaks the rules that the application knows neither adapters nor their technology, and answers
 * with one type.
 */
class UseCaseThatKnowsItsAdapter {
  AdapterThatCallsIn adapter;
  SqsAsyncClient sqs;
  Uni<String> answer;
}
