package io.sugang.local.command;

import static io.sugang.local.command.OpsAnswers.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sugang.local.operations.PlainTable;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code ./sugang ops jobs}. */
@Command(
    name = "jobs",
    mixinStandardHelpOptions = true,
    description = "Jobs that replay dead letters, or discard them.",
    synopsisSubcommandLabel = "COMMAND")
final class JobsCommand {

  @ParentCommand private OpsCommand ops;
  @Spec private CommandSpec spec;

  @Command(mixinStandardHelpOptions = true, description = "Lists jobs, the latest first.")
  int list(
      @Option(names = "--page", defaultValue = "1", description = "from 1") int page,
      @Option(names = "--json", description = "as JSON, for other programs") boolean json)
      throws IOException, InterruptedException {
    JsonNode answer = answers().get("jobs?page=" + page);
    if (json) {
      return answers().json(answer);
    }
    var table =
        new PlainTable(
            "ID", "KIND", "STATE", "LETTERS", "LEFT", "CAME BACK", "BY", "CREATED", "REASON");
    for (JsonNode job : answer.path("jobs")) {
      table.add(
          text(job, "id"),
          text(job, "kind"),
          text(job, "state"),
          text(job, "letters"),
          Long.toString(job.path("picked").asLong() + job.path("sent").asLong()),
          text(job, "returned"),
          text(job, "createdBy"),
          text(job, "createdAt"),
          text(job, "reason"));
    }
    return answers().page(answer, table, "There was no job yet.");
  }

  @Command(mixinStandardHelpOptions = true, description = "Shows one.")
  int show(
      @Parameters(paramLabel = "ID", description = "as the list tells") long id,
      @Option(names = "--json", description = "as JSON, for other programs") boolean json)
      throws IOException, InterruptedException {
    JsonNode job = answers().get("jobs/" + id);
    if (json) {
      return answers().json(job);
    }
    answers().fields(job);
    answers().out().flush();
    return 0;
  }

  @Command(mixinStandardHelpOptions = true, description = "Follows one until it is over.")
  int watch(@Parameters(paramLabel = "ID", description = "as the list tells") long id)
      throws IOException, InterruptedException {
    return new JobWatch(answers()).follow(answers().get("jobs/" + id));
  }

  @Command(mixinStandardHelpOptions = true, description = "Agrees with another operator's job.")
  int approve(
      @Parameters(paramLabel = "ID", description = "as the list tells") long id,
      @Option(names = "--reason", required = true, description = "why") String reason)
      throws IOException, InterruptedException {
    return change(id, "approve", reason, null);
  }

  @Command(mixinStandardHelpOptions = true, description = "Holds one up.")
  int pause(
      @Parameters(paramLabel = "ID", description = "as the list tells") long id,
      @Option(names = "--reason", required = true, description = "why") String reason)
      throws IOException, InterruptedException {
    return change(id, "pause", reason, null);
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Has one go on that was held up, or held up itself.")
  int resume(
      @Parameters(paramLabel = "ID", description = "as the list tells") long id,
      @Option(names = "--reason", required = true, description = "why") String reason)
      throws IOException, InterruptedException {
    return change(id, "resume", reason, null);
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Ends one. What was sent by then goes its way.")
  int cancel(
      @Parameters(paramLabel = "ID", description = "as the list tells") long id,
      @Option(names = "--reason", required = true, description = "why") String reason)
      throws IOException, InterruptedException {
    return change(id, "cancel", reason, null);
  }

  @Command(mixinStandardHelpOptions = true, description = "Changes how quickly one goes.")
  int rate(
      @Parameters(index = "0", paramLabel = "ID", description = "as the list tells") long id,
      @Parameters(index = "1", paramLabel = "RATE", description = "letters a second, 1 to 50")
          int rate,
      @Option(names = "--reason", required = true, description = "why") String reason)
      throws IOException, InterruptedException {
    return change(id, "rate", reason, rate);
  }

  private int change(long id, String change, String reason, Integer rate)
      throws IOException, InterruptedException {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("reason", reason);
    if (rate != null) {
      body.put("rate", rate);
    }
    JsonNode job = answers().post("jobs/%d/%s".formatted(id, change), body);
    return answers()
        .say("job %s is %s, %s a second".formatted(id, text(job, "state"), text(job, "rate")));
  }

  private OpsAnswers answers() {
    return new OpsAnswers(ops, spec);
  }
}
