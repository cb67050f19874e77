package io.sugang.waitlist.inbound.sqs;

import io.sugang.contract.decision.DeadLetter;
import io.sugang.contract.decision.DeadLetterCause;
import io.sugang.contract.message.LineRequest;
import io.sugang.contract.message.RequestsAccepted;
import io.sugang.contract.message.WireFormat;
import io.sugang.contract.message.WireFormat.UnreadableMessageException;
import io.sugang.contract.queue.Queue;
import io.sugang.lifecycle.queue.Delivery;
import io.sugang.lifecycle.queue.Outcome;
import io.sugang.lifecycle.queue.QueueConsumer;
import io.sugang.lifecycle.queue.QueueUrls;
import io.sugang.lifecycle.queue.Receiving;
import io.sugang.waitlist.application.DeadLetters;
import io.sugang.waitlist.application.WaitlistMeters;
import io.sugang.waitlist.application.decide.BatchRunner;
import io.sugang.waitlist.application.decide.JournalRequests;
import io.sugang.waitlist.application.decide.SectionStore;
import io.sugang.waitlist.application.decide.SectionWorker;
import io.sugang.waitlist.application.operate.ReplayRequest;
import io.sugang.waitlist.config.WaitlistConfig;
import jakarta.annotation.Priority;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/**
 * Receives requests: parse → wake the sections → journal → acknowledge. While the line is closed
 * nothing can be decided, and while the journal fails nothing can be kept: then the journal goes
 * first, and what fails holds up the receiver.
 */
@Singleton
@Priority(300)
class RequestsConsumer extends QueueConsumer<RequestsConsumer.Incoming> {

  private static final Logger LOG = Logger.getLogger(RequestsConsumer.class);
  private static final int TOGETHER = 10;

  private final JournalRequests journal;
  private final LaterJournal<Delivery<Incoming>> later;
  private final Thread journaling =
      Thread.ofVirtual().name("journal-requests").unstarted(this::journalLater);
  private final ReplayRequest replayRequest;
  private final SectionStore sections;
  private final SectionWorker worker;
  private final BatchRunner batches;
  private final WaitlistMeters meters;
  private final Clock clock;
  private volatile boolean journalFails;

  /** What a message carries. */
  sealed interface Incoming {
    /** Requests that a gateway sent. */
    record Fresh(List<LineRequest> requests) implements Incoming {}

    /** A dead letter that an operator moved back. */
    record MovedBack(List<LineRequest> requests, DeadLetter letter) implements Incoming {}

    /** A dead letter whose attributes say nothing to this version. */
    record Foreign(String why) implements Incoming {}
  }

  RequestsConsumer(
      SqsAsyncClient sqs,
      QueueUrls urls,
      JournalRequests journal,
      ReplayRequest replayRequest,
      DeadLetters deadLetters,
      SectionStore sections,
      SectionWorker worker,
      BatchRunner batches,
      WaitlistMeters meters,
      WaitlistConfig config,
      Clock clock) {
    super(
        "receive-requests",
        sqs,
        urls,
        new Receiving(
            Queue.REQUESTS,
            config.receivers(),
            TOGETHER,
            config.receiveWait(),
            config.receivePause(),
            config.sqsTimeout()),
        deadLetters::file,
        clock);
    this.journal = journal;
    this.replayRequest = replayRequest;
    this.sections = sections;
    this.worker = worker;
    this.batches = batches;
    this.later =
        new LaterJournal<>(
            delivery -> requests(List.of(delivery)).size(),
            config.journalAfter(),
            Queue.REQUESTS.visibilityTimeout().dividedBy(2).minus(config.journalTimeout()));
    this.meters = meters;
    this.clock = clock;
  }

  @Override
  protected Incoming parse(String body, Map<String, String> attributes)
      throws UnreadableMessageException {
    List<LineRequest> requests = WireFormat.read(body, RequestsAccepted.class).requests();
    try {
      return DeadLetter.read(attributes)
          .<Incoming>map(letter -> new Incoming.MovedBack(requests, letter))
          .orElseGet(() -> new Incoming.Fresh(requests));
    } catch (IllegalArgumentException | DateTimeException e) {
      return new Incoming.Foreign(e.getMessage());
    }
  }

  @Override
  protected void handle(List<Delivery<Incoming>> received) throws InterruptedException {
    var fresh = new ArrayList<Delivery<Incoming>>(received.size());
    var others = new ArrayList<Delivery<Incoming>>();
    for (Delivery<Incoming> delivery : received) {
      (delivery.content() instanceof Incoming.Fresh ? fresh : others).add(delivery);
    }
    if (!fresh.isEmpty() && (journalFails || batches.isLineClosed())) {
      recordAll(fresh);
      journalFails = false;
    } else if (!fresh.isEmpty()) {
      worker.share(requests(fresh).stream().map(LineRequest::section).collect(Collectors.toSet()));
      later.put(fresh);
    }
    // After those that nobody looked at before, and each by itself.
    for (Delivery<Incoming> delivery : others) {
      acknowledge(List.of(delivery), replay(delivery.content()));
    }
  }

  private void recordAll(List<Delivery<Incoming>> fresh) {
    try {
      record(fresh);
    } catch (SectionStore.RefusedException e) {
      // One of them does the harm: alone, each either goes through or becomes a dead letter.
      if (fresh.size() == 1) {
        acknowledge(fresh, new Outcome.Discard(DeadLetterCause.NOT_STORABLE, e.getMessage()));
      } else {
        fresh.forEach(delivery -> recordAll(List.of(delivery)));
      }
    }
  }

  private void record(List<Delivery<Incoming>> fresh) {
    List<LineRequest> requests = requests(fresh);
    var waiting = journal.record(requests);
    worker.share(waiting);
    acknowledge(fresh, new Outcome.Done());
    meters.journaled(requests.size(), fresh.getFirst().sentAt(), clock.instant());
  }

  private static List<LineRequest> requests(List<Delivery<Incoming>> fresh) {
    List<LineRequest> requests = new ArrayList<>();
    for (Delivery<Incoming> delivery : fresh) {
      if (delivery.content() instanceof Incoming.Fresh(var carried)) {
        requests.addAll(carried);
      }
    }
    return requests;
  }

  private void journalLater() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        List<Delivery<Incoming>> due = later.take();
        try {
          recordAll(due);
        } catch (RuntimeException | Error e) {
          complain(e, journalFails);
          journalFails = true;
          giveUp(due);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Outcome replay(Incoming other) throws InterruptedException {
    if (other instanceof Incoming.MovedBack(var requests, var letter)) {
      try {
        for (LineRequest request : requests) {
          replayRequest.replay(request, letter);
        }
        return new Outcome.Done();
      } catch (RuntimeException e) {
        LOG.errorf(
            "a dead letter that was moved back, %s, comes again: %s",
            letter.cause(), e.getMessage());
      }
    } else if (other instanceof Incoming.Foreign(var why)) {
      // With all its attributes it goes back to where it came from, after its last receive.
      LOG.errorf("a dead letter that was moved back is of another kind than ours: %s", why);
    }
    return new Outcome.Retry(Queue.REQUESTS.visibilityTimeout());
  }

  @Override
  protected void starting() {
    journaling.start();
  }

  @Override
  protected void stopping() {
    later.hurry();
  }

  @Override
  protected boolean isReady() {
    return sections.isWritable();
  }

  /** One alarm an outage; a fault of ours with all that is known of it. */
  @Override
  protected void complain(Throwable e, boolean again) {
    if (again) {
      LOG.debugf("nothing can be journaled still: %s", e.getMessage());
    } else if (e instanceof SectionStore.TryAgainException || e instanceof IllegalStateException) {
      LOG.errorf("nothing can be journaled, messages come back later: %s", e.getMessage());
    } else {
      LOG.errorf(e, "received messages come back after their time-out");
    }
  }
}
