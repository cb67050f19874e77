package io.sugang.aws.service;

import io.sugang.aws.size.Size;
import io.sugang.contract.queue.Queue;
import java.util.List;
import java.util.Optional;

/** How many of each service there are, whatever they run on. */
public final class ScalingRules {

  /** Processors of gateway-service and enrollment-service are meant to be no busier. */
  public static final int BUSY_PERCENT = 70;

  private static final int IDLE_PERCENT = 30;
  private static final int VERY_BUSY_PERCENT = 90;

  /** Seconds until more are added again. */
  public static final int OUT_SECONDS = 60;

  /** Seconds until more are taken away again. */
  public static final int IN_SECONDS = 300;

  /**
   * Calls a minute for one core of a gateway. They keep it about half busy, so that this and the
   * processor's own limits never pull in different directions.
   */
  private static final int CALLS_PER_CORE = 120_000;

  /**
   * Messages a worker may have before it: the wait that is acceptable, divided by a message's time.
   * Journaling a message of some hundred requests takes it about 0.1 s, and 2 s are acceptable.
   */
  private static final int MESSAGES_PER_WORKER = 20;

  /**
   * Undecided requests that a worker may have before it: what it decides in the 2 s that are
   * acceptable, at half the speed that was measured on one core.
   */
  private static final int UNDECIDED_PER_WORKER = 2_000;

  /** A message has up to 50 mails, which a notifier sends in about 1 s; a minute is acceptable. */
  private static final int MESSAGES_PER_NOTIFIER = 60;

  private ScalingRules() {}

  /**
   * What to do while a figure is within bounds.
   *
   * @param lower from which on; empty: from the very bottom
   * @param upper below which; empty: to the very top
   * @param percent more, or less if negative, of those that run, and one at least
   */
  public record Step(Optional<Integer> lower, Optional<Integer> upper, int percent) {}

  /** Half as many gateways again when they are busy, a tenth less when they are idle. */
  public static List<Step> gatewayProcessor() {
    return List.of(
        new Step(Optional.empty(), Optional.of(IDLE_PERCENT), -10),
        new Step(Optional.of(BUSY_PERCENT), Optional.of(VERY_BUSY_PERCENT), 50),
        new Step(Optional.of(VERY_BUSY_PERCENT), Optional.empty(), 100));
  }

  /** Calls a minute that one gateway is meant to answer. */
  public static int callsPerGateway(Size size) {
    return CALLS_PER_CORE * size.gateways().cpu() / 1024;
  }

  /** The queue whose backlog decides how many workers, or notifiers, there are. */
  public static Optional<Queue> follows(Service service) {
    return switch (service) {
      case WAITLIST -> Optional.of(Queue.REQUESTS);
      case NOTIFICATION -> Optional.of(Queue.NOTIFICATIONS);
      case GATEWAY, ENROLLMENT -> Optional.empty();
    };
  }

  /** Messages of its queue that one worker, or notifier, is meant to have before it. */
  public static int backlog(Service service) {
    return service == Service.WAITLIST ? MESSAGES_PER_WORKER : MESSAGES_PER_NOTIFIER;
  }

  /** What to do at once when the whole backlog is large. */
  public static List<Step> burst(Service service) {
    int backlog = backlog(service);
    return List.of(
        new Step(Optional.of(10 * backlog), Optional.of(50 * backlog), 100),
        new Step(Optional.of(50 * backlog), Optional.empty(), 300));
  }

  /** Undecided requests that one worker is meant to have before it. */
  public static int undecidedPerWorker() {
    return UNDECIDED_PER_WORKER;
  }

  /** What to do at once when many requests are undecided. */
  public static List<Step> undecidedBurst() {
    return List.of(
        new Step(
            Optional.of(10 * UNDECIDED_PER_WORKER), Optional.of(50 * UNDECIDED_PER_WORKER), 100),
        new Step(Optional.of(50 * UNDECIDED_PER_WORKER), Optional.empty(), 300));
  }
}
