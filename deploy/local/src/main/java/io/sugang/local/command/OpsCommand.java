package io.sugang.local.command;

import io.sugang.local.Home;
import io.sugang.local.LocalSystemException;
import io.sugang.local.identity.Role;
import io.sugang.local.identity.TokenIssuer;
import io.sugang.local.operations.OperationsClient;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code ./sugang ops}. */
@Command(
    name = "ops",
    mixinStandardHelpOptions = true,
    description = "What operators see and do, in the running local system or elsewhere.",
    subcommands = {DeadLettersCommand.class, JobsCommand.class, AuditCommand.class},
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Elsewhere: --url tells where enrollment-service is, and the variable",
      "SUGANG_OPS_TOKEN holds an operator's token."
    })
final class OpsCommand {

  private static final String TOKEN = "SUGANG_OPS_TOKEN";
  private static final Duration LIFETIME = Duration.ofMinutes(10);

  @Mixin private HomeOption home;

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
