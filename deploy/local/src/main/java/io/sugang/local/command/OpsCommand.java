package io.sugang.local.command;

import static io.sugang.local.command.OpsAnswers.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.sugang.local.Home;
import io.sugang.local.LocalSystemException;
import io.sugang.local.identity.Role;
import io.sugang.local.identity.TokenIssuer;
import io.sugang.local.operations.OperationsClient;
import io.sugang.local.operations.PlainTable;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code ./sugang ops}. */
@Command(
    name = "ops",
    mixinStandardHelpOptions = true,
    description = "What operators see and do, in the running local system or elsewhere.",
    subcommands = {
      DeadLettersCommand.class,
      JobsCommand.class,
      ControlCommand.class,
      AuditCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Elsewhere: --url tells where enrollment-service is, and the variable",
      "SUGANG_OPS_TOKEN holds an operator's token."
    })
final class OpsCommand {

  private static final String TOKEN = "SUGANG_OPS_TOKEN";
  private static final Duration LIFETIME = Duration.ofMinutes(10);

  private static final String JSON = "as JSON, for other programs";

  @Mixin private HomeOption home;
  @Spec private CommandSpec spec;

  @Option(
      names = "--url",
      paramLabel = "URL",
      scope = ScopeType.INHERIT,
      description = "of enrollment-service (default: the local system's)")
  private URI url;

  @Option(
      names = "--operator",
      paramLabel = "NAME",
      defaultValue = "operator-1",
      scope = ScopeType.INHERIT,
      description = "who does it, in the local system (default: operator-1)")
  private String operator;

  @Command(mixinStandardHelpOptions = true, description = "Shows about what the queues hold.")
  int queues(@Option(names = "--json", description = JSON) boolean json)
      throws IOException, InterruptedException {
    JsonNode answer = answers().get("queues");
    if (json) {
      return answers().json(answer);
    }
    var table = new PlainTable("QUEUE", "VISIBLE", "IN FLIGHT", "DELAYED");
    for (JsonNode queue : answer.path("queues")) {
      table.add(
          text(queue, "queue"),
          text(queue, "visible"),
          text(queue, "inFlight"),
          text(queue, "delayed"));
    }
    return answers().say(table);
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Shows what waits to be decided or mailed, and where for the longest time.")
  int backlog(@Option(names = "--json", description = JSON) boolean json)
      throws IOException, InterruptedException {
    JsonNode answer = answers().get("backlog");
    if (json) {
      return answers().json(answer);
    }
    answers()
        .out()
        .printf(
            "undecided %s, the oldest accepted %s%nmails %s%nepoch %s since %s%n%n",
            text(answer, "undecided"),
            answer.path("oldestUndecided").asText("-"),
            PlainTable.harmless(answer.path("mails").toString()),
            text(answer, "epoch"),
            text(answer, "epochSince"));
    var table = new PlainTable("SECTION", "UNDECIDED", "OLDEST");
    for (JsonNode section : answer.path("sections")) {
      table.add(text(section, "section"), text(section, "undecided"), text(section, "oldest"));
    }
    return answers().say(answer.path("sections").isEmpty() ? "Nobody waits." : table);
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Tells all that is known of a request, or lists a student's requests.")
  int story(
      @Parameters(
              index = "0",
              paramLabel = "STUDENT|SECTION",
              description = "a student number, or a section followed by a number")
          String whose,
      @Parameters(index = "1", arity = "0..1", paramLabel = "NUMBER") Long number,
      @Option(names = "--json", description = JSON) boolean json)
      throws IOException, InterruptedException {
    String named = URLEncoder.encode(whose, StandardCharsets.UTF_8);
    JsonNode answer =
        answers()
            .get(number == null ? "requests?student=" + named : "requests/" + named + "/" + number);
    if (json) {
      return answers().json(answer);
    }
    return number == null ? list(answer) : tell(answer);
  }

  private int list(JsonNode answer) {
    var table =
        new PlainTable("SECTION", "NUMBER", "TYPE", "STATE", "REASON", "ACCEPTED", "DECIDED");
    for (JsonNode request : answer.path("requests")) {
      table.add(
          text(request, "section"),
          text(request, "number"),
          text(request, "type"),
          text(request, "state"),
          text(request, "reason"),
          text(request, "acceptedAt"),
          text(request, "decidedAt"));
    }
    return answers()
        .say(
            answer.path("requests").isEmpty()
                ? "The journal has no request of this student."
                : table);
  }

  private int tell(JsonNode request) {
    request
        .properties()
        .forEach(
            field -> {
              if (!field.getValue().isArray()) {
                answers()
                    .out()
                    .printf(
                        "%-15s %s%n",
                        field.getKey(), PlainTable.harmless(field.getValue().asText("-")));
              }
            });
    request
        .path("mails")
        .forEach(
            mail ->
                answers()
                    .out()
                    .printf(
                        "mail            %s: %s since %s, attempts %s %s%n",
                        text(mail, "kind"),
                        text(mail, "state"),
                        text(mail, "since"),
                        text(mail, "attempts"),
                        PlainTable.harmless(text(mail, "failure"))));
    request
        .path("deadLetters")
        .forEach(
            letter ->
                answers()
                    .out()
                    .printf(
                        "dead letter     %s: %s, %s, came back %s times%n",
                        text(letter, "id"),
                        text(letter, "cause"),
                        text(letter, "state"),
                        text(letter, "returns")));
    answers().out().flush();
    return 0;
  }

  private OpsAnswers answers() {
    return new OpsAnswers(this, spec);
  }

  OperationsClient client() throws IOException {
    if (url == null) {
      Home where = home.home();
      return new OperationsClient(
          URI.create(StatusCommand.running(where).services().get("enrollment-service").url()),
          new TokenIssuer(where).sign(operator, Role.OPERATOR, LIFETIME));
    }
    if (!"https".equals(url.getScheme()) && !"http".equals(url.getScheme())) {
      throw new LocalSystemException("--url: expected https://… or http://…");
    }
    String token = System.getenv(TOKEN);
    if (token == null || token.isBlank()) {
      throw new LocalSystemException(TOKEN + " must hold an operator's token");
    }
    return new OperationsClient(url, token.strip());
  }
}
