package io.sugang.benchmark.judge;

import static java.util.stream.Collectors.groupingBy;

import io.sugang.benchmark.rows.EnrollmentRow;
import io.sugang.benchmark.rows.ReserveRow;
import io.sugang.benchmark.rows.SectionRow;
import java.util.List;
import java.util.Map;

/** P7: seats that are kept for a cohort are its own, counted right, and no open ones are more. */
final class KeptSeats {

  private KeptSeats() {}

  static Verdict judge(Evidence evidence) {
    var findings = new Findings("P7", "kept seats are their cohort's");
    Map<String, List<ReserveRow>> kept =
        evidence.rows().reserves().stream().collect(groupingBy(ReserveRow::section));
    Map<String, List<EnrollmentRow>> seats =
        evidence.rows().enrollments().stream().collect(groupingBy(EnrollmentRow::section));
    for (SectionRow section : evidence.rows().sections()) {
      List<ReserveRow> reserves = kept.getOrDefault(section.id(), List.of());
      List<EnrollmentRow> taken = seats.getOrDefault(section.id(), List.of());
      reserves.forEach(reserve -> judge(findings, section, reserve, taken));
      if (!reserves.isEmpty()) {
        long open = count(taken, 0);
        int most = section.capacity() - reserves.stream().mapToInt(ReserveRow::seats).sum();
        if (open > most) {
          findings.broken(
              "%s: %d open seats are taken, and there are %d".formatted(section.id(), open, most));
        }
      }
    }
    return findings.verdict();
  }

  private static void judge(
      Findings findings, SectionRow section, ReserveRow reserve, List<EnrollmentRow> seats) {
    findings.checked(1);
    long taken = count(seats, reserve.id());
    if (taken != reserve.taken() || taken > reserve.seats()) {
      findings.broken(
          "%s: %d of %d kept seats are taken, and it says %d"
              .formatted(section.id(), taken, reserve.seats(), reserve.taken()));
    }
    if (reserve.strangers() > 0) {
      findings.broken(
          "%s: %d of another cohort sit in kept seats"
              .formatted(section.id(), reserve.strangers()));
    }
    if (reserve.waiting() > 0 && taken < reserve.seats() && section.taken() < section.capacity()) {
      findings.broken(
          "%s: %d of the cohort wait, and %d kept seats are free"
              .formatted(section.id(), reserve.waiting(), reserve.seats() - taken));
    }
  }

  private static long count(List<EnrollmentRow> seats, long reserve) {
    return seats.stream().filter(seat -> seat.reserve() == reserve).count();
  }
}
