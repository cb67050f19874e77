package io.sugang.lifecycle.queue;

import io.sugang.contract.queue.Queue;
import java.time.Duration;

/**
 * How a queue is received from.
 *
 * @param receivers that work at the same time
 * @param together messages that one of them takes at once, 1 to 10
 * @param longPoll how long to wait for a message; whole seconds, at most 20
 * @param rest after some messages came, but fewer than could have; more at once cost less
 * @param patience longest time for SQS's answer beyond {@code longPoll}
 */
public record Receiving(
    Queue queue,
    int receivers,
    int together,
    Duration longPoll,
    Duration rest,
    Duration patience) {}
