package io.sugang.gateway.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The gateway's limits. They are checked against each other at start, by {@link LimitsCheck}. */
@ConfigMapping(prefix = "sugang.gateway")
public interface GatewayConfig {

  /**
   * How old the mirrored catalogue may become. Seats are not part of it: they are at most a second
   * old.
   */
  @WithDefault("5S")
  Duration catalogueRefresh();

  /** How often it is asked where operators stopped that students join. */
  @WithDefault("500MS")
  Duration pausesRefresh();

  /** How old the copy of terms and their windows may become. */
  @WithDefault("1S")
  Duration termsRefresh();

  /** Longest time for one answer from Redis. */
  @WithDefault("1S")
  Duration redisTimeout();

  /** Longest time for one answer from enrollment-service that somebody waits for. */
  @WithDefault("900MS")
  Duration enrollmentTimeout();

  /** Longest time for enrollment-service to hand out a part of what gateways keep copies of. */
  @WithDefault("5S")
  Duration copyTimeout();

  /** How long gateways share an answer of enrollment-service. */
  @WithDefault("1S")
  Duration answersShared();

  /**
   * How long gateways share a cart that nobody changes: at opening, as many should be shared as can
   * be.
   */
  @WithDefault("12H")
  Duration cartsShared();

  /**
   * For how long a cart is not shared once a change began: longer than any change, or any look from
   * before it, can take.
   */
  @WithDefault("15S")
  Duration cartWithheld();

  /**
   * Longest time from a batch's joining to SQS's acknowledgement; after it the answer is
   * "unconfirmed". Who waited as long for a batch to join in is let in no more.
   */
  @WithDefault("2S")
  Duration publishDeadline();

  /**
   * A gateway that starts rehearses so long before it is ready: what it did often, it does fast.
   */
  @WithDefault("2S")
  Duration rehearsal();

  /** So long it goes on afterwards, while nobody joins. */
  @WithDefault("10S")
  Duration rehearsalAfterwards();

  /** Batches on their way through Redis and SQS at the same time, at most. */
  @WithDefault("4")
  int batchesInFlight();

  /** So many requests make a batch well filled: it does not wait for the one before. */
  @WithDefault("250")
  int batchWellFilled();

  /** A request waits this long for the batch before its own, at most. */
  @WithDefault("50MS")
  Duration batchPatience();

  /**
   * Requests that wait for Redis or for SQS's acknowledgement, at most; beyond it nobody is let in.
   */
  @WithDefault("20000")
  int unpublishedLimit();

  /** Receipts whose publication this gateway remembers, so that repeats need not publish again. */
  @WithDefault("100000")
  int confirmedMemory();

  /** The share of calls that is traced through all services, 0 to 1. */
  @WithDefault("0.01")
  double tracedShare();

  /** Verified tokens that this gateway remembers. */
  @WithDefault("20000")
  int tokenMemory();

  /**
   * How long it remembers one, at most; never longer than the token lives. A signing key that is
   * withdrawn counts for so long, for tokens that were seen before.
   */
  @WithDefault("24H")
  Duration tokenMemoryTime();

  /** Requests in one section's line, at most. */
  @WithDefault("50000")
  int lineLimit();

  /**
   * For this long after its acceptance, asking again repeats a request that was refused meanwhile;
   * later it is a new request. Longer than a client waits for an answer and tries again.
   */
  @WithDefault("30S")
  Duration refusalRepeat();

  /**
   * For this long after a promotion from the waitlist the seat may be given back whatever the
   * window says: it may have closed before.
   */
  @WithDefault("24H")
  Duration promotedDrop();

  /** How old the copy of all students' years, departments and groups may become. */
  @WithDefault("2S")
  Duration studentYearRefresh();

  /** How often that copy is made anew, for what was overlooked and for whoever left. */
  @WithDefault("10M")
  Duration studentYearCopy();

  /** Whoever is missing in it waits this long for others to ask together. */
  @WithDefault("2MS")
  Duration studentYearGather();

  /**
   * Students whose year, department and groups are kept in memory; of more, each is asked for.
   * About 200 bytes each.
   */
  @WithDefault("1000000")
  int studentYearLimit();

  /** How often a gateway asks whether the line can be reached and is open. */
  @WithDefault("1S")
  Duration lineCheck();

  /** A gateway that can't reach the line for so long says so. */
  @WithDefault("10S")
  Duration lineSilence();

  /** How long an Idempotency-Key is remembered. */
  @WithDefault("24H")
  Duration idempotencyLifetime();

  /** Open event streams, at most. Each costs a connection. */
  @WithDefault("20000")
  int streamLimit();

  /** Open event streams of one student, at most; the oldest ends for one more. */
  @WithDefault("5")
  int streamsOfOneStudent();

  /** How often streams get what is new. Positions that nobody else waits for come with it, too. */
  @WithDefault("250MS")
  Duration streamInterval();

  /** A stream that had nothing to say for so long sends a sign of life. */
  @WithDefault("15S")
  Duration streamHeartbeat();

  /** How often a stream looks for requests of its student that nobody told it of. */
  @WithDefault("15S")
  Duration streamRefresh();

  /** A stream whose client takes nothing for so long ends. */
  @WithDefault("30S")
  Duration streamStalled();

  /** A stream ends after this time: its client has to show anew who it is. */
  @WithDefault("1H")
  Duration streamLifetime();

  /** A browser waits so long before it opens a stream anew that broke. */
  @WithDefault("2S")
  Duration streamRetry();

  /**
   * Events that all streams get together at a time, at most. Decisions come first, then the
   * positions of whoever heard of theirs least lately.
   */
  @WithDefault("1000")
  int streamEvents();

  /** A ticket opens a stream for this long after it was given. */
  @WithDefault("1M")
  Duration ticketLifetime();
}
