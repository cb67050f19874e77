package io.sugang.benchmark.judge;

import io.sugang.benchmark.rows.MailRow;
import io.sugang.benchmark.rows.RequestRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** P8, the part that the writer shows: each decision left exactly one mail intent, of its kind. */
final class MailIntents {

  private record RequestKey(String section, long number) {}

  private MailIntents() {}

  static Verdict judge(Evidence evidence) {
    var findings = new Findings("P8", "one mail intent a decision");
    Map<RequestKey, List<String>> kinds = new HashMap<>();
    for (MailRow mail : evidence.rows().mails()) {
      kinds.merge(
          new RequestKey(mail.section(), mail.number()), List.of(mail.kind()), MailIntents::both);
    }
    for (RequestRow row : evidence.rows().requests()) {
      if (row.isDecided()) {
        findings.checked(1);
        List<String> found =
            kinds.getOrDefault(new RequestKey(row.section(), row.number()), List.of());
        if (!found.equals(List.of(row.state().wireName()))) {
          findings.broken(
              "%s %d: %s, mail intents: %s"
                  .formatted(row.section(), row.number(), row.state(), found));
        }
      }
    }
    return findings.verdict();
  }

  private static List<String> both(List<String> some, List<String> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }
}
