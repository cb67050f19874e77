package io.sugang.local.command;

import static io.sugang.local.command.OpsAnswers.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sugang.local.LocalSystemException;
import io.sugang.local.operations.PlainTable;
import java.io.Console;
import java.io.IOException;
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

  @ParentCommand private OpsCommand ops;
  @Spec private CommandSpec spec;

  /** Which ones are meant. */
  private static final class Filter {
    @Option(
        names = "--state",
        description = "open, replaying, moved, resolved or discarded (default: all)")
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

  /** Which ones are to be done something to. */
  private static final class Chosen {
    @Parameters(
        paramLabel = "ID",
        arity = "0..*",
        description = "as the list tells; none: all that the options let through")
    private List<Long> ids;

    @Option(names = "--state", description = "open or moved (default: both)")
    private String state;

    @Option(names = "--queue", description = "such as sugang-requests")
    private String queue;

    @Option(names = "--cause", description = "such as unknown-student")
    private String cause;

    @Option(names = "--section", description = "such as CSE1001-01")
    private String section;

    private ObjectNode selection() {
      ObjectNode selection = JsonNodeFactory.instance.objectNode();
      selection.put("state", state).put("queue", queue).put("cause", cause);
      selection.put("section", section);
      if (ids != null && !ids.isEmpty()) {
        ids.forEach(selection.putArray("ids")::add);
      }
      return selection;
    }
  }

  /** Why, and whether anybody is asked. */
  private static final class Consent {
    @Option(names = "--reason", required = true, description = "why; it is kept for ever")
    private String reason;

    @Option(names = "--yes", description = "do it without asking")
    private boolean yes;

    @Option(
        names = "--break-glass",
        description = "without another operator's approval; this raises an alarm")
    private boolean breakGlass;
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
    JsonNode answer = answers().get("dead-letters?" + String.join("&", parameters));
    if (json) {
      return answers().json(answer);
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
    return answers().page(answer, table, "No dead letter is like that.");
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Counts dead letters by queue, cause and detail.")
  int groups(
      @Mixin Filter filter,
      @Option(names = "--json", description = "as JSON, for other programs") boolean json)
      throws IOException, InterruptedException {
    JsonNode answer = answers().get("dead-letters/groups?" + String.join("&", filter.parameters()));
    if (json) {
      return answers().json(answer);
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
    return answers().say(answer.path("groups").isEmpty() ? "No dead letter is like that." : table);
  }

  @Command(mixinStandardHelpOptions = true, description = "Shows one, whole.")
  int show(
      @Parameters(paramLabel = "ID", description = "as the list tells") long id,
      @Option(names = "--json", description = "as JSON, for other programs") boolean json)
      throws IOException, InterruptedException {
    JsonNode answer = answers().get("dead-letters/" + id);
    if (json) {
      return answers().json(answer);
    }
    answers().fields(answer.path("deadLetter"));
    answer
        .path("attributes")
        .properties()
        .forEach(
            field ->
                answers()
                    .out()
                    .printf(
                        "  %s = %s%n",
                        PlainTable.harmless(field.getKey()),
                        PlainTable.harmless(field.getValue().asText())));
    answers().out().println();
    return answers().say(PlainTable.harmless(answer.path("body").asText()));
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Has dead letters handled once more: first one alone, then so many a second, of a section",
        "one after the other. Says first what it would come to, and asks. Ctrl-C leaves the job to",
        "the service; see 'ops jobs'."
      })
  int replay(
      @Mixin Chosen chosen,
      @Mixin Consent consent,
      @Option(
              names = "--rate",
              defaultValue = "5",
              description = "letters a second, 1 to 50 (default: 5)")
          int rate,
      @Option(names = "--json", description = "as JSON, for other programs; needs --yes")
          boolean json)
      throws IOException, InterruptedException {
    if (!consent.yes) {
      JsonNode preview = answers().post("jobs/preview", chosen.selection());
      if (preview.path("letters").asLong() == 0) {
        return answers().say("No dead letter that is open, or left its queue, is like that.");
      }
      JsonNode again = preview.path("wouldFailAgain");
      answers()
          .say(
              """
              %s dead letters are meant. As far as can be known now:
                %s requests would be decided, or are not known
                %s are decided already, and nothing would change
                %s would come back: their section is missing still
                %s would come back: their student is missing still\
              """
                  .formatted(
                      text(preview, "letters"),
                      text(preview, "toBeDecided"),
                      text(preview, "decidedAlready"),
                      text(again, "unknown-section"),
                      text(again, "unknown-student")));
    }
    ObjectNode job = job("replay", chosen, consent);
    job.put("rate", rate);
    return begin(job, consent, json);
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Says that nothing is to be done about dead letters. They leave their queue and stay in the",
        "record; a request that is quarantined stays so."
      })
  int discard(
      @Mixin Chosen chosen,
      @Mixin Consent consent,
      @Option(names = "--json", description = "as JSON, for other programs; needs --yes")
          boolean json)
      throws IOException, InterruptedException {
    return begin(job("discard", chosen, consent), consent, json);
  }

  private static ObjectNode job(String kind, Chosen chosen, Consent consent) {
    ObjectNode job = JsonNodeFactory.instance.objectNode();
    job.put("kind", kind).put("reason", consent.reason).put("breakGlass", consent.breakGlass);
    job.set("letters", chosen.selection());
    return job;
  }

  private int begin(ObjectNode job, Consent consent, boolean json)
      throws IOException, InterruptedException {
    if (!consent.yes && !isAgreedTo(text(job, "kind"))) {
      return answers().say("Nothing was done.");
    }
    JsonNode begun = answers().post("jobs", job);
    return json ? answers().json(begun) : new JobWatch(answers()).follow(begun);
  }

  /** Java gives no console to whoever is not at a terminal. */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isAgreedTo(String kind) {
    Console console = System.console();
    if (console == null || !console.isTerminal()) {
      throw new LocalSystemException("there is nobody to ask: say --yes to " + kind + " them");
    }
    return "yes".equals(console.readLine("Type yes to %s them: ", kind));
  }

  private OpsAnswers answers() {
    return new OpsAnswers(ops, spec);
  }
}
