package io.sugang.local.command;

import static io.sugang.local.command.OpsAnswers.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.sugang.local.operations.PlainTable;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code ./sugang ops audit}. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = "What operators did, and why; the latest first.")
final class AuditCommand implements Callable<Integer> {

  @ParentCommand private OpsCommand ops;
  @Spec private CommandSpec spec;

  @Option(names = "--page", defaultValue = "1", description = "from 1")
  private int page;

  @Option(names = "--json", description = "as JSON, for other programs")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    var answers = new OpsAnswers(ops, spec);
    JsonNode answer = answers.get("audit?page=" + page);
    if (json) {
      return answers.json(answer);
    }
    var table = new PlainTable("AT", "WHO", "ACTION", "SUBJECT", "BEFORE", "AFTER", "REASON");
    for (JsonNode entry : answer.path("audit")) {
      table.add(
          text(entry, "at"),
          text(entry, "who"),
          text(entry, "action"),
          text(entry, "subject"),
          text(entry, "before"),
          text(entry, "after"),
          text(entry, "reason"));
    }
    return answers.page(answer, table, "Nobody did anything yet.");
  }
}
