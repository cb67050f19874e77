package io.sugang.local.command;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sugang.local.operations.OperationsClient;
import io.sugang.local.operations.PlainTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code ./sugang ops dead-letters}. */
@Command(
    name = "dead-letters",
    mixinStandardHelpOptions = true,
    description = "What could not be handled: why, since when, and what became of it.",
    synopsisSubcommandLabel = "COMMAND")
final class DeadLettersCommand {

  /** A terminal may obey some of what is not ASCII. */
  private static final ObjectWriter JSON =
      JsonMapper.builder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .build()
          .writerWithDefaultPrettyPrinter();

  @ParentCommand private OpsCommand ops;
  @Spec private CommandSpec spec;

  /** Which ones are meant. */
  private static final class Filter {
    @Option(names = "--state", description = "open, moved or resolved (default: all)")
    private String state;

    @Option(names = "--queue", description = "such as sugang-requests")
    private String queue;

    @Option(names = "--cause", description = "such as unknown-student")
    private String cause;

    @Option(names = "--section", description = "such as CSE1001-01")
    private String section;

    private List<String> parameters() {
      var parameters = new ArrayList<String>();
      add(parameters, "state", state);
      add(parameters, "queue", queue);
      add(parameters, "cause", cause);
      add(parameters, "section", section);
      return parameters;
    }

    private static void add(List<String> parameters, String name, String value) {
      if (value != null) {
        parameters.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
      }
    }
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Lists dead letters, the first recorded first, 50 a page.")
  int list(
      @Mixin Filter filter,
      @Option(names = "--page", defaultValue = "1", description = "from 1") int page,
      @Option(names = "--json", description = "as JSON, for other programs") boolean json)
      throws IOException, InterruptedException {
    List<String> parameters = filter.parameters();
    parameters.add("page=" + page);
    JsonNode answer = get("dead-letters?" + String.join("&", parameters));
    if (json) {
      return print(answer);
    }
    var table =
        new PlainTable(
            "ID", "STATE", "QUEUE", "CAUSE", "SECTION", "NUMBER", "STUDENT", "FIRST SEEN", "BACK");
    for (JsonNode letter : answer.path("deadLetters")) {
      table.add(
          text(letter, "id"),
          text(letter, "state"),
          text(letter, "queue"),
          text(letter, "cause"),
          text(letter, "section"),
          text(letter, "number"),
          text(letter, "student"),
          text(letter, "firstSeen"),
          text(letter, "returns"));
    }
    out().println(answer.path("total").asLong() == 0 ? "No dead letter is like that." : table);
    if (answer.path("pages").asInt() > 1) {
      out()
          .printf(
              "%s in all; page %s of %s (--page)%n",
              text(answer, "total"), text(answer, "page"), text(answer, "pages"));
    }
    out().flush();
    return 0;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Counts dead letters by queue, cause and detail.")
  int groups(
      @Mixin Filter filter,
      @Option(names = "--json", description = "as JSON, for other programs") boolean json)
      throws IOException, InterruptedException {
    JsonNode answer = get("dead-letters/groups?" + String.join("&", filter.parameters()));
    if (json) {
      return print(answer);
    }
    var table = new PlainTable("COUNT", "QUEUE", "CAUSE", "OLDEST", "DETAIL");
    for (JsonNode group : answer.path("groups")) {
      table.add(
          text(group, "count"),
          text(group, "queue"),
          text(group, "cause"),
          text(group, "oldest"),
          text(group, "detail"));
    }
    out().println(answer.path("groups").isEmpty() ? "No dead letter is like that." : table);
    out().flush();
    return 0;
  }

  @Command(mixinStandardHelpOptions = true, description = "Shows one, whole.")
  int show(
      @Parameters(paramLabel = "ID", description = "as the list tells") long id,
      @Option(names = "--json", description = "as JSON, for other programs") boolean json)
      throws IOException, InterruptedException {
    JsonNode answer = get("dead-letters/" + id);
    if (json) {
      return print(answer);
    }
    answer
        .path("deadLetter")
        .properties()
        .forEach(
            field ->
                out()
                    .printf(
                        "%-12s %s%n",
                        field.getKey(), PlainTable.harmless(field.getValue().asText("-"))));
    answer
        .path("attributes")
        .properties()
        .forEach(
            field ->
                out()
                    .printf(
                        "  %s = %s%n",
                        PlainTable.harmless(field.getKey()),
                        PlainTable.harmless(field.getValue().asText())));
    out().println();
    out().println(PlainTable.harmless(answer.path("body").asText()));
    out().flush();
    return 0;
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    try (OperationsClient client = ops.client()) {
      return client.get(path);
    }
  }

  private int print(JsonNode answer) throws IOException {
    out().println(JSON.writeValueAsString(answer));
    out().flush();
    return 0;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).isNull() ? "" : node.path(field).asText();
  }
}
