package io.sugang.local.command;

import static io.sugang.local.command.OpsAnswers.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sugang.local.operations.PlainTable;
import java.io.IOException;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code ./sugang ops control}. */
@Command(
    name = "control",
    mixinStandardHelpOptions = true,
    description = "Holds things up, within two seconds, and lets them go on.",
    synopsisSubcommandLabel = "COMMAND")
final class ControlCommand {

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
  private static final String ACCEPTING = "accepting";

  @ParentCommand private OpsCommand ops;
  @Spec private CommandSpec spec;

  @Command(mixinStandardHelpOptions = true, description = "Shows what is held up.")
  int list(@Option(names = "--json", description = "as JSON, for other programs") boolean json)
      throws IOException, InterruptedException {
    JsonNode answer = answers().get("pauses");
    return json ? answers().json(answer) : show(answer);
  }

  @Command(
      name = "stop-accepting",
      mixinStandardHelpOptions = true,
      description = "Lets nobody new into lines. Whoever has a receipt keeps it.")
  int stopAccepting(
      @Option(names = "--term", description = "only in this term") String term,
      @Option(names = "--message", description = "what students are told, up to 200 characters")
          String message,
      @Option(names = "--reason", required = true, description = "why") String reason)
      throws IOException, InterruptedException {
    return show(
        answers().put("pauses", wanted(ACCEPTING, term, null, reason).put("message", message)));
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Lets students join again where that was stopped.")
  int accept(
      @Option(names = "--term", description = "only in this term") String term,
      @Option(names = "--reason", required = true, description = "why") String reason)
      throws IOException, InterruptedException {
    return show(answers().post("pauses/end", wanted(ACCEPTING, term, null, reason)));
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Holds deciding up, or mail. Nothing is lost: it waits.")
  int pause(
      @Parameters(paramLabel = "WORK", description = "deciding or mail") String work,
      @Option(names = "--term", description = "deciding only in this term") String term,
      @Option(names = "--section", description = "deciding only in this section") String section,
      @Option(names = "--reason", required = true, description = "why") String reason)
      throws IOException, InterruptedException {
    return show(answers().put("pauses", wanted(work, term, section, reason)));
  }

  @Command(mixinStandardHelpOptions = true, description = "Lets deciding, or mail, go on.")
  int resume(
      @Parameters(paramLabel = "WORK", description = "deciding or mail") String work,
      @Option(names = "--term", description = "of this term") String term,
      @Option(names = "--section", description = "of this section") String section,
      @Option(names = "--reason", required = true, description = "why") String reason)
      throws IOException, InterruptedException {
    return show(answers().post("pauses/end", wanted(work, term, section, reason)));
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Lets nobody new in, and waits until all are decided and mailed: before maintenance.",
        "'accept' opens again."
      })
  int drain(
      @Option(names = "--message", description = "what students are told, up to 200 characters")
          String message,
      @Option(names = "--reason", required = true, description = "why") String reason)
      throws IOException, InterruptedException {
    ObjectNode wanted = wanted(ACCEPTING, null, null, reason).put("message", message);
    JsonNode pauses = answers().put("pauses", wanted);
    var unused = show(pauses);
    for (JsonNode pause : pauses.path("pauses")) {
      if (!ACCEPTING.equals(text(pause, "work"))) {
        answers().say(text(pause, "work") + " is held up, too: this waits until that is resumed.");
      }
    }
    String said = "";
    int quietLooks = 0;
    // What was on its way when joining was stopped needs a moment to the journal.
    while (quietLooks < 3) {
      Thread.sleep(BETWEEN_LOOKS);
      JsonNode queues = answers().get("queues").path("queues");
      long messages = 0;
      for (JsonNode queue : queues) {
        if (!text(queue, "queue").endsWith("-dlq")) {
          messages += queue.path("visible").asLong() + queue.path("inFlight").asLong();
        }
      }
      JsonNode backlog = answers().get("backlog");
      JsonNode mails = backlog.path("mails");
      long mailsLeft =
          mails.path("pending").asLong()
              + mails.path("queued").asLong()
              + mails.path("sending").asLong();
      String line =
          "undecided %d, mails to be sent %d, messages in the queues %d"
              .formatted(backlog.path("undecided").asLong(), mailsLeft, messages);
      if (!line.equals(said)) {
        answers().say(line);
        said = line;
      }
      boolean isQuiet = backlog.path("undecided").asLong() + mailsLeft + messages == 0;
      quietLooks = isQuiet ? quietLooks + 1 : 0;
    }
    return answers().say("Everything is decided and mailed.");
  }

  private static ObjectNode wanted(String work, String term, String section, String reason) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("work", work)
        .put("term", term)
        .put("section", section)
        .put("reason", reason);
  }

  private int show(JsonNode answer) {
    var table = new PlainTable("HELD UP", "TERM", "SECTION", "SINCE", "BY", "REASON", "MESSAGE");
    for (JsonNode pause : answer.path("pauses")) {
      table.add(
          text(pause, "work"),
          text(pause, "term"),
          text(pause, "section"),
          text(pause, "since"),
          text(pause, "who"),
          text(pause, "reason"),
          text(pause, "message"));
    }
    return answers().say(answer.path("pauses").isEmpty() ? "Nothing is held up." : table);
  }

  private OpsAnswers answers() {
    return new OpsAnswers(ops, spec);
  }
}
