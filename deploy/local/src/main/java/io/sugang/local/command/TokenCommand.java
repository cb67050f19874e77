package io.sugang.local.command;

import io.sugang.local.Home;
import io.sugang.local.LocalSystemException;
import io.sugang.local.identity.Role;
import io.sugang.local.identity.TokenCache;
import io.sugang.local.identity.TokenIssuer;
import io.sugang.local.university.University;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./sugang token}. */
@Command(
    name = "token",
    mixinStandardHelpOptions = true,
    description = "Prints lines of subject, tab, token for the local system.")
final class TokenCommand implements Callable<Integer> {

  private enum Person {
    student,
    registrar,
    operator
  }

  private static final Pattern SUBJECT = Pattern.compile("[A-Za-z0-9-]{1,36}");

  @Spec private CommandSpec spec;
  @Mixin private HomeOption home;

  @Option(
      names = "--count",
      defaultValue = "1",
      description = "how many, each for another person (default: ${DEFAULT-VALUE})")
  private int count;

  @Option(
      names = "--role",
      defaultValue = "student",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private Person role;

  @Option(
      names = "--subject",
      paramLabel = "ID",
      description = "for this person and nobody else, such as 2027990001, a visiting student")
  private Optional<String> subject = Optional.empty();

  @Override
  public Integer call() throws IOException {
    if (subject.isPresent() && !SUBJECT.matcher(subject.get()).matches()) {
      throw new LocalSystemException("--subject: expected 1 to 36 letters, digits or hyphens");
    }
    if (count < 1 || count > 100_000) {
      throw new LocalSystemException("--count: expected 1 to 100000");
    }
    Home where = home.home();
    Role wanted =
        switch (role) {
          case student -> Role.STUDENT;
          case registrar -> Role.REGISTRAR;
          case operator -> Role.OPERATOR;
        };
    List<String> subjects =
        wanted == Role.STUDENT
            ? University.studentIds(count)
            : IntStream.rangeClosed(1, count).mapToObj(i -> wanted.claim() + "-" + i).toList();
    PrintWriter out = spec.commandLine().getOut();
    var tokens = new TokenCache(where, new TokenIssuer(where));
    List<String> lines =
        subject.isPresent()
            ? List.of(tokens.line(wanted, subject.get()))
            : tokens.lines(wanted, subjects);
    lines.forEach(out::println);
    out.flush();
    return 0;
  }
}
