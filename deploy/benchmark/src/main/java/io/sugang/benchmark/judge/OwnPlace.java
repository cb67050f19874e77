package io.sugang.benchmark.judge;

import io.sugang.benchmark.history.Asked;
import io.sugang.benchmark.history.Receipt;
import io.sugang.benchmark.rows.RequestRow;
import java.util.HashMap;
import java.util.Map;

/**
 * P5: one receipt a student and section, whatever was asked again; numbers of a section are unique;
 * and a receipt's number belongs to its holder.
 */
final class OwnPlace {

  private record RequestKey(String section, long number) {}

  private record Person(String section, String student) {}

  private final Findings findings = new Findings("P5", "a place belongs to a person");
  private final Map<Person, Receipt> receipts = new HashMap<>();
  private final Map<RequestKey, String> holders = new HashMap<>();

  private OwnPlace() {}

  static Verdict judge(Evidence evidence) {
    var judge = new OwnPlace();
    evidence
        .asked()
        .forEach(asked -> asked.receipt().ifPresent(receipt -> judge.look(asked, receipt)));
    judge.lookAtJournal(evidence);
    return judge.findings.verdict();
  }

  private void look(Asked asked, Receipt receipt) {
    findings.checked(1);
    if (!receipt.section().equals(asked.section())) {
      findings.broken(
          "%s asked for %s and got a receipt for %s"
              .formatted(asked.student(), asked.section(), receipt.section()));
      return;
    }
    Receipt first = receipts.putIfAbsent(new Person(asked.section(), asked.student()), receipt);
    if (first != null && !first.equals(receipt)) {
      findings.broken(
          "%s in %s: receipts %s (%d) and %s (%d)"
              .formatted(
                  asked.student(),
                  asked.section(),
                  first.id(),
                  first.number(),
                  receipt.id(),
                  receipt.number()));
    }
    String holder =
        holders.putIfAbsent(new RequestKey(receipt.section(), receipt.number()), asked.student());
    if (holder != null && !holder.equals(asked.student())) {
      findings.broken(
          "%s %d: given to %s and to %s"
              .formatted(receipt.section(), receipt.number(), holder, asked.student()));
    }
  }

  private void lookAtJournal(Evidence evidence) {
    Map<Person, Long> numbers = new HashMap<>();
    for (RequestRow row : evidence.rows().requests()) {
      Long first = numbers.putIfAbsent(new Person(row.section(), row.student()), row.number());
      if (first != null) {
        findings.broken(
            "%s in %s: numbers %d and %d in the journal"
                .formatted(row.student(), row.section(), first, row.number()));
      }
      String holder = holders.get(new RequestKey(row.section(), row.number()));
      if (holder != null && !holder.equals(row.student())) {
        findings.broken(
            "%s %d: the receipt is of %s, the journal says %s"
                .formatted(row.section(), row.number(), holder, row.student()));
      }
    }
  }
}
