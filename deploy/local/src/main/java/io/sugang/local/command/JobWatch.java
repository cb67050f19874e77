package io.sugang.local.command;

import static io.sugang.local.command.OpsAnswers.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.sugang.local.operations.PlainTable;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;

/** Tells how a job goes on until it is over, or waits for somebody. */
final class JobWatch {

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
  private static final Set<String> UNDER_WAY = Set.of("running");

  private final OpsAnswers answers;

  JobWatch(OpsAnswers answers) {
    this.answers = answers;
  }

  /**
   * Follows a job; says something whenever something changed.
   *
   * @return 0 if it is done; 1 if it stopped or was cancelled
   */
  int follow(JsonNode job) throws IOException, InterruptedException {
    String id = text(job, "id");
    JsonNode now = job;
    String said = "";
    while (true) {
      String line = line(now);
      if (!line.equals(said)) {
        var unused = answers.say(line);
        said = line;
      }
      if (!UNDER_WAY.contains(text(now, "state"))) {
        return end(id, now);
      }
      Thread.sleep(BETWEEN_LOOKS);
      now = answers.get("jobs/" + id);
    }
  }

  private static String line(JsonNode job) {
    return "job %s %s: %s of %s letters decided, %s discarded, %s came back, %s skipped, %s under way"
        .formatted(
            text(job, "id"),
            text(job, "state"),
            text(job, "decided"),
            text(job, "letters"),
            text(job, "discarded"),
            text(job, "returned"),
            text(job, "skipped"),
            text(job, "sent"));
  }

  private int end(String id, JsonNode job) {
    return switch (text(job, "state")) {
      case "stopped" -> {
        answers.say(
            "It stopped: %s. Mend that, then: ./sugang ops jobs resume %s --reason …"
                .formatted(PlainTable.harmless(text(job, "stoppedBecause")), id));
        yield 1;
      }
      case "unapproved" ->
          answers.say(
              "Another operator has to agree within half an hour: ./sugang ops jobs approve %s --reason …"
                  .formatted(id));
      case "cancelled" -> 1;
      default -> 0;
    };
  }
}
