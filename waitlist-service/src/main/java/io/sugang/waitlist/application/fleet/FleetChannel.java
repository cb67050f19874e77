package io.sugang.waitlist.application.fleet;

import io.sugang.contract.id.SectionId;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/** How workers hear of each other. Nobody depends on it: whoever hears nothing goes on alone. */
public interface FleetChannel {

  /** What this worker is called by the others. */
  String self();

  /**
   * Says that this worker is alive, and returns who is; fails if that can't be said. Called again
   * and again.
   */
  List<String> beat();

  /** Says that this worker is about to end. */
  void leave();

  /**
   * Passes sections on to a worker. Completes on any thread, once the worker said that it takes
   * them; else it fails, or stays open.
   */
  CompletionStage<Void> pass(String worker, List<SectionId> sections);

  /**
   * Hears of sections that others pass on. Called once.
   *
   * @param taker called on a thread that must not be blocked; whether it takes them
   */
  void listen(Predicate<List<SectionId>> taker);
}
