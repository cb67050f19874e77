package io.sugang.benchmark.judge;

import java.util.List;
import java.util.function.Function;

/** Judges a round by its promises, from nothing but the evidence. */
public final class Judge {

  private static final List<Function<Evidence, Verdict>> CHECKS =
      List.of(
          NoOversell::judge,
          NoDouble::judge,
          NothingLost::judge,
          TurnOrder::judge,
          ArrivalOrder::judge,
          OwnPlace::judge,
          FreedSeat::judge,
          KeptSeats::judge,
          MailIntents::judge,
          EveryoneServed::errors,
          EveryoneServed::notAccepted);

  private Judge() {}

  /** One verdict for each promise that a rush can break, in their order. */
  public static List<Verdict> judge(Evidence evidence) {
    return CHECKS.stream().map(check -> check.apply(evidence)).toList();
  }

  /** How many findings break these promises. */
  public static long broken(List<Verdict> verdicts, String... promises) {
    return verdicts.stream()
        .filter(verdict -> List.of(promises).contains(verdict.promise()))
        .mapToLong(Verdict::broken)
        .sum();
  }
}
