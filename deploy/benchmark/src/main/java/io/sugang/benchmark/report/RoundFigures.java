package io.sugang.benchmark.report;

import io.sugang.benchmark.latency.Latency;
import io.sugang.benchmark.stream.StreamFigures;
import java.util.Map;

/**
 * What was measured in one round. Times are in seconds since the first request was sent.
 *
 * @param asked requests
 * @param accepted of them with a receipt
 * @param acceptedPerSecond up to the last receipt
 * @param latency of accepted requests, from the first attempt to the receipt
 * @param answersByStatus of all attempts; 0 counts lost answers
 * @param askedToComeBack attempts answered 503 or 429
 * @param errors requests that ended without a receipt, whatever the reason
 * @param lastDecisionCommitted by the decision's own time stamp
 * @param lastDecisionSeen when every decision was seen in the database, an upper bound
 * @param decidedPerSecond up to the last decision
 * @param inversions findings against the turn order
 * @param duplicates findings against "no double" and "one receipt"
 * @param streams {@code null} if none were open
 */
public record RoundFigures(
    long asked,
    long accepted,
    double acceptedPerSecond,
    Latency latency,
    Map<Integer, Long> answersByStatus,
    long askedToComeBack,
    long errors,
    double lastDecisionCommitted,
    double lastDecisionSeen,
    double decidedPerSecond,
    long admitted,
    long waitlisted,
    long refused,
    long inversions,
    long duplicates,
    MailFigures mails,
    StreamFigures streams) {}
