package io.sugang.gateway.outbound.sqs;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.ShutdownEvent;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.message.LineRequest;
import io.sugang.contract.message.RequestsAccepted;
import io.sugang.contract.message.WireFormat;
import io.sugang.contract.queue.Queue;
import io.sugang.gateway.application.GatewayMetric;
import io.sugang.gateway.application.join.RequestPublisher;
import io.sugang.gateway.config.GatewayConfig;
import io.sugang.lifecycle.queue.QueueUrls;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/**
 * Puts the requests of a few milliseconds into one message. While a message is under way, requests
 * gather for the next one, so messages grow with the load instead of their number.
 */
@ApplicationScoped
class GroupCommit implements RequestPublisher {

  private final SqsAsyncClient sqs;
  private final Vertx vertx;
  private final GatewayConfig config;
  private final ConcurrentLinkedQueue<Waiting> gathered = new ConcurrentLinkedQueue<>();
  private final AtomicInteger gatheredCount = new AtomicInteger();
  private final ConcurrentMap<Key, CompletableFuture<Void>> underWay = new ConcurrentHashMap<>();
  private final Cache<Key, Boolean> confirmed;
  private final AtomicBoolean gathering = new AtomicBoolean();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final Timer duration;
  private final DistributionSummary size;
  private final QueueUrls urls;

  private record Key(SectionId section, RequestNumber number) {}

  private record Waiting(LineRequest request, CompletableFuture<Void> answer, long since) {}

  GroupCommit(SqsAsyncClient sqs, Vertx vertx, GatewayConfig config, MeterRegistry meters) {
    this.sqs = sqs;
    this.vertx = vertx;
    this.config = config;
    this.urls = new QueueUrls(sqs, config.publishDeadline());
    this.confirmed = Caffeine.newBuilder().maximumSize(config.confirmedMemory()).build();
    this.duration =
        Timer.builder(GatewayMetric.PUBLISH_DURATION.id())
            .description("From a message's sending to SQS's acknowledgement")
            .publishPercentileHistogram()
            .register(meters);
    this.size =
        DistributionSummary.builder(GatewayMetric.PUBLISH_SIZE.id())
            .description("Requests that share a message")
            .baseUnit("requests")
            .register(meters);
    meters.gauge(GatewayMetric.PUBLISH_UNCONFIRMED.id(), underWay, ConcurrentMap::size);
  }

  @Override
  public boolean isSaturated() {
    return Math.max(underWay.size(), gatheredCount.get()) >= config.unpublishedLimit();
  }

  @Override
  public CompletionStage<Void> publish(LineRequest request) {
    var key = new Key(request.section(), request.number());
    if (confirmed.getIfPresent(key) != null) {
      return CompletableFuture.completedFuture(null);
    }
    // A hundred clicks share one publication.
    return underWay.computeIfAbsent(key, _ -> gather(key, request));
  }

  private CompletableFuture<Void> gather(Key key, LineRequest request) {
    var answer = new CompletableFuture<Void>();
    gathered.add(new Waiting(request, answer, System.nanoTime()));
    gatheredCount.incrementAndGet();
    if (gathering.compareAndSet(false, true)) {
      vertx.setTimer(config.publishGather().toMillis(), _ -> flush());
      vertx.setTimer(config.publishPatience().toMillis() + 1, _ -> flush());
    }
    return answer
        .orTimeout(config.publishDeadline().toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete(
            (_, failure) -> {
              if (failure == null) {
                confirmed.put(key, true);
              }
              underWay.remove(key);
            });
  }

  private void flush() {
    gathering.set(false);
    while (!gathered.isEmpty() && takePermit()) {
      List<Waiting> batch = new ArrayList<>();
      while (batch.size() < RequestsAccepted.MAX_REQUESTS) {
        Waiting next = gathered.poll();
        if (next == null) {
          break;
        }
        gatheredCount.decrementAndGet();
        // Nobody waits any more: a retry has taken, or will take, its own place.
        if (!next.answer().isDone()) {
          batch.add(next);
        }
      }
      if (batch.isEmpty()) {
        inFlight.decrementAndGet();
      } else {
        send(batch);
      }
    }
  }

  /**
   * A message costs the same whatever it holds. So while one is under way the next gathers, and
   * goes before the first is answered only if it is well filled, or its first request waited for
   * long.
   */
  private boolean takePermit() {
    int permits = isUrgent() ? config.publishInFlight() : 1;
    if (inFlight.incrementAndGet() > permits) {
      inFlight.decrementAndGet();
      return false;
    }
    return true;
  }

  private boolean isUrgent() {
    if (gatheredCount.get() >= config.publishWellFilled()) {
      return true;
    }
    Waiting first = gathered.peek();
    return first != null && System.nanoTime() - first.since() >= config.publishPatience().toNanos();
  }

  private void send(List<Waiting> batch) {
    size.record(batch.size());
    String body =
        WireFormat.write(new RequestsAccepted(batch.stream().map(Waiting::request).toList()));
    long startedAt = System.nanoTime();
    var unused =
        urls.of(Queue.REQUESTS.queueName())
            .thenCompose(url -> sqs.sendMessage(request -> request.queueUrl(url).messageBody(body)))
            .whenComplete(
                (_, failure) -> {
                  duration.record(System.nanoTime() - startedAt, TimeUnit.NANOSECONDS);
                  inFlight.decrementAndGet();
                  for (Waiting waiting : batch) {
                    if (failure == null) {
                      waiting.answer().complete(null);
                    } else {
                      waiting.answer().completeExceptionally(failure);
                    }
                  }
                  flush();
                });
  }

  /** Sends what is gathered; who waits for it gets an answer before the gateway goes. */
  void close(@Observes ShutdownEvent event) {
    flush();
    var answers = underWay.values().toArray(CompletableFuture[]::new);
    var unused =
        CompletableFuture.allOf(answers)
            .completeOnTimeout(null, config.publishDeadline().toMillis(), TimeUnit.MILLISECONDS)
            .exceptionally(_ -> null)
            .join();
  }
}
