package io.sugang.lifecycle.queue;

import io.sugang.contract.decision.DeadLetter;
import io.sugang.contract.decision.DeadLetterCause;
import io.sugang.contract.message.WireFormat.UnreadableMessageException;
import io.sugang.lifecycle.Duty;
import io.sugang.lifecycle.RecurringDuty;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Receives a queue's messages, again and again: parse → handle → acknowledge. Messages that nobody
 * acknowledges come again after the queue's visibility time-out.
 *
 * @param <M> what a message carries
 */
public abstract class QueueConsumer<M> implements Duty {

  private static final Logger LOG = Logger.getLogger(QueueConsumer.class);

  private final String name;
  private final Receiving receiving;
  private final MessageQueue queue;
  private final BiConsumer<String, DeadLetter> deadLetters;
  private final Clock clock;
  private final InHand inHand = new InHand();
  private final List<Receiver> receivers;

  /**
   * @param deadLetters takes the body of what can't be handled, and returns when it is kept
   */
  @SuppressWarnings("this-escape") // Receivers begin with start.
  protected QueueConsumer(
      String name,
      SqsAsyncClient sqs,
      QueueUrls urls,
      Receiving receiving,
      BiConsumer<String, DeadLetter> deadLetters,
      Clock clock) {
    this.name = name;
    this.receiving = receiving;
    this.queue = new MessageQueue(sqs, urls, receiving);
    this.deadLetters = deadLetters;
    this.clock = clock;
    this.receivers =
        IntStream.range(0, receiving.receivers())
            .mapToObj(i -> new Receiver("%s-%d".formatted(name, i)))
            .toList();
  }

  /**
   * Reads a message.
   *
   * @throws UnreadableMessageException if it will never be readable: it becomes a dead letter
   */
  protected abstract M parse(String body, Map<String, String> attributes)
      throws UnreadableMessageException;

  /**
   * Handles what was received together. Each message is acknowledged once, here or later and on any
   * thread; the receiver takes the next ones when this returns.
   *
   * @throws RuntimeException what is not acknowledged yet then comes again
   */
  protected abstract void handle(List<Delivery<M>> received) throws InterruptedException;

  /**
   * Whether messages can be handled, asked after a failure and until it is so. What is left in the
   * queue does not use up its receives.
   */
  protected boolean isReady() {
    return true;
  }

  /** Says that what was received could not be handled; as {@link RecurringDuty}'s. */
  protected void complain(Throwable failure, boolean again) {
    if (again) {
      LOG.debugf("%s still fails: %s", name, failure);
    } else {
      LOG.errorf(failure, "%s failed; messages come back after their time-out", name);
    }
  }

  /**
   * Says what became of messages.
   *
   * @throws RuntimeException if a dead letter can't be filed; it comes again then
   */
  protected final void acknowledge(List<Delivery<M>> deliveries, Outcome outcome) {
    try {
      CompletableFuture<Void> answer =
          switch (outcome) {
            case Outcome.Done _ -> queue.delete(deliveries);
            case Outcome.Retry(var after) -> queue.retry(deliveries, after);
            case Outcome.Discard(var cause, var detail) -> discard(deliveries, cause, detail);
          };
      var unused = answer.thenRun(() -> inHand.remove(deliveries));
    } catch (RuntimeException e) {
      inHand.remove(deliveries);
      throw e;
    }
  }

  /** Leaves messages that could not be handled to their time-out: they come again. */
  protected final void giveUp(List<Delivery<M>> deliveries) {
    inHand.remove(deliveries);
  }

  /** Called when the receivers begin, and when none is to take more. */
  protected void starting() {}

  /** As {@link #starting}. */
  protected void stopping() {}

  private CompletableFuture<Void> discard(
      List<? extends Delivery<?>> some, DeadLetterCause cause, String detail) {
    for (Delivery<?> delivery : some) {
      LOG.errorf("message %s can't be handled: %s, %s", delivery.id(), cause, detail);
      deadLetters.accept(
          delivery.body(),
          DeadLetter.ofMessage(
              receiving.queue(), cause, detail, delivery.receives(), clock.instant()));
    }
    return queue.delete(some);
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final void start() {
    starting();
    receivers.forEach(Receiver::start);
  }

  @Override
  public final void pause() {
    receivers.forEach(Receiver::pause);
  }

  @Override
  public final void resume() {
    receivers.forEach(Receiver::resume);
  }

  @Override
  public final void stopSoon() {
    receivers.forEach(Receiver::stopSoon);
    stopping();
  }

  @Override
  public final boolean stop(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    stopSoon();
    boolean ended = true;
    for (Receiver receiver : receivers) {
      ended &= receiver.stop(until(deadline));
    }
    return inHand.awaitNone(until(deadline)) && ended;
  }

  private static Duration until(long deadline) {
    return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
  }

  /** One of those that receive at the same time. */
  private final class Receiver extends RecurringDuty {

    private final MessageQueue.Poll poll = queue.poll();

    Receiver(String name) {
      super(name, Duration.ZERO);
    }

    @Override
    protected void round() throws InterruptedException {
      if (isFailing() && !isReady()) {
        throw new NotReadyException();
      }
      List<Message> received = poll.receive();
      if (received.isEmpty()) {
        return;
      }
      handleAll(received);
      if (received.size() < receiving.together()) {
        Thread.sleep(receiving.rest());
      }
    }

    @Override
    protected void complain(Throwable failure, boolean again) {
      if (!(failure instanceof NotReadyException)) {
        QueueConsumer.this.complain(failure, again);
      }
    }

    @Override
    protected void stopping() {
      poll.close();
    }
  }

  private void handleAll(List<Message> received) throws InterruptedException {
    List<Delivery<M>> readable = new ArrayList<>(received.size());
    List<Unreadable> unreadable = new ArrayList<>();
    for (Message message : received) {
      try {
        readable.add(new Delivery<>(message, parse(message.body(), Delivery.attributes(message))));
      } catch (UnreadableMessageException e) {
        unreadable.add(new Unreadable(new Delivery<>(message, null), e.getMessage()));
      }
    }
    // First, and whatever becomes of it: neither kind holds up the other.
    unreadable.forEach(this::discardUnreadable);
    if (!readable.isEmpty()) {
      inHand.add(readable);
      try {
        handle(readable);
      } catch (RuntimeException | Error | InterruptedException e) {
        inHand.remove(readable);
        throw e;
      }
    }
  }

  private void discardUnreadable(Unreadable one) {
    try {
      var unused = discard(List.of(one.delivery()), DeadLetterCause.UNREADABLE, one.why());
    } catch (RuntimeException e) {
      LOG.errorf("message %s comes again: %s", one.delivery().id(), e.getMessage());
    }
  }

  private record Unreadable(Delivery<Void> delivery, String why) {}

  /** What is received could not be handled still. */
  private static final class NotReadyException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
