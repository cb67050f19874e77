package io.sugang.waitlist.application.fleet;

import io.sugang.contract.id.SectionId;
import io.sugang.lifecycle.RecurringDuty;
import io.sugang.waitlist.config.WaitlistConfig;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * The workers that are alive, and which of them prefers a section. Requests for one section come in
 * through all workers; were each to decide those that it received, batches would be small and
 * workers would wait for each other. So whoever receives some passes the section on. It is a hint:
 * a worker that does not say at once that it takes the section is not waited for.
 */
@Singleton
public class Fleet extends RecurringDuty {

  private static final Logger LOG = Logger.getLogger(Fleet.class);

  /** As a multiple of the usual time: how long a worker that is known to be there is waited for. */
  private static final int BUSY = 10;

  private final FleetChannel channel;
  private final WaitlistConfig config;
  private final Set<String> reliable = ConcurrentHashMap.newKeySet();
  private volatile List<String> workers = List.of();

  Fleet(FleetChannel channel, WaitlistConfig config) {
    super("know-the-fleet", config.heartbeat());
    this.channel = channel;
    this.config = config;
  }

  /**
   * Hears of sections that other workers pass on to this one. Called once.
   *
   * @param taker must not block; whether it takes them
   */
  public void listen(Predicate<List<SectionId>> taker) {
    channel.listen(taker);
  }

  /** How many workers are known to be alive, this one among them; 1 or more. */
  public int size() {
    return Math.max(1, workers.size());
  }

  /** Whether this worker prefers a section, or nobody is known who does. */
  public boolean isMine(SectionId section) {
    return Preference.of(section, workers).map(channel.self()::equals).orElse(true);
  }

  /**
   * Has each section worked on by the worker that prefers it.
   *
   * @param mine is given those that are this worker's, at once; and those that nobody took, soon
   */
  public void share(Collection<SectionId> sections, Consumer<SectionId> mine) {
    List<String> known = workers;
    Map<String, List<SectionId>> others = new HashMap<>();
    for (SectionId section : sections) {
      String worker = Preference.of(section, known).orElse(channel.self());
      if (worker.equals(channel.self())) {
        mine.accept(section);
      } else {
        others.computeIfAbsent(worker, _ -> new ArrayList<>()).add(section);
      }
    }
    others.forEach((worker, some) -> pass(worker, some, mine));
  }

  /** Who took the last ones is given more time: it is there, and busy. */
  private void pass(String worker, List<SectionId> sections, Consumer<SectionId> otherwise) {
    Duration patience =
        reliable.contains(worker) ? config.handover().multipliedBy(BUSY) : config.handover();
    var unused =
        CompletableFuture.completedFuture(null)
            .thenCompose(_ -> channel.pass(worker, sections))
            .toCompletableFuture()
            .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete((_, e) -> trust(worker, e == null))
            .exceptionally(
                e -> {
                  LOG.debugf("%s sections are not taken: %s", sections.size(), e);
                  sections.forEach(otherwise);
                  return null;
                });
  }

  private void trust(String worker, boolean took) {
    if (took) {
      reliable.add(worker);
    } else {
      reliable.remove(worker);
    }
  }

  @Override
  protected void round() {
    workers = List.copyOf(channel.beat());
    reliable.retainAll(workers);
  }

  /** Alone until it hears of others again. */
  @Override
  protected void complain(Throwable failure, boolean again) {
    workers = List.of();
    LOG.debugf("other workers are not known now: %s", failure);
  }

  @Override
  protected void ended() {
    workers = List.of();
    channel.leave();
  }
}
