package io.sugang.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code deploy/docs/configuration.md} is what the code says. After a change that is meant: {@code
 * ./sugang test -pl deploy/acceptance -am -Dtest=ConfigurationPageTest -Dsnapshots=update
 * -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class ConfigurationPageTest {

  private static final Path ROOT = Path.of(System.getProperty("sugang.root"));
  private static final Path PAGE = ROOT.resolve("deploy/docs/configuration.md");

  private static final List<String> SERVICES =
      List.of("gateway-service", "waitlist-service", "enrollment-service", "notification-service");

  /** Read by every service that has duties. */
  private static final String LIFECYCLE = "enrollment-service/lifecycle";

  /** Read by the services that are called over HTTP. */
  private static final String EDGE = "enrollment-service/edge";

  private static final List<String> CALLED = List.of("gateway-service", "enrollment-service");

  private static final Pattern PLACE =
      Pattern.compile("(?m)^([^#%=\\s][^=]*)=.*\\$\\{(SUGANG_[A-Z_]+)(:([^}]*))?}");
  private static final Pattern PREFIX =
      Pattern.compile("@ConfigMapping\\(prefix = \"([a-z.]+)\"\\)");
  private static final Pattern LIMIT =
      Pattern.compile(
          "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:@WithDefault\\(\"([^\"]*)\"\\)\\s*)?([A-Za-z<>]+) (\\w+)\\(\\);",
          Pattern.DOTALL);

  @Test
  void thePageIsWhatTheCodeSays() throws IOException {
    String made = page();
    if ("update".equals(System.getProperty("snapshots"))) {
      Files.writeString(PAGE, made);
    }
    assertThat(Files.readString(PAGE)).isEqualTo(made);
  }

  private static String page() throws IOException {
    var page = new StringBuilder();
    page.append(
        """
        # Configuration

        Everything is set by environment variables. *Places* differ from one installation to another; *limits* have defaults
        that fit each other, and a service refuses to start with ones that don't. This page is made from the code.
        """);
    for (String service : SERVICES) {
      page.append("\n## %s\n\n| place | without it | sets |\n|---|---|---|\n".formatted(service));
      places(service).forEach((name, row) -> page.append("| `%s` | %s |%n".formatted(name, row)));
      List<String> limits = limits(service);
      if (!limits.isEmpty()) {
        page.append("\n| limit | default | meaning |\n|---|---|---|\n");
        limits.forEach(page::append);
      }
    }
    page.append(
        "\n## gateway-service and enrollment-service\n\n| limit | default | meaning |\n|---|---|---|\n");
    limits(EDGE).forEach(page::append);
    page.append(
        "\n## Every service but enrollment-service\n\n| limit | default | meaning |\n|---|---|---|\n");
    limits(LIFECYCLE).forEach(page::append);
    return page.toString();
  }

  private static Map<String, String> places(String service) {
    String properties = properties(service);
    var rows = new TreeMap<String, String>();
    Matcher place = PLACE.matcher(properties);
    while (place.find()) {
      String otherwise = place.group(3) == null ? "does not start" : code(place.group(4));
      rows.merge(
          place.group(2),
          "%s | `%s`".formatted(otherwise, place.group(1)),
          (first, second) -> first);
    }
    return rows;
  }

  private static List<String> limits(String service) throws IOException {
    try (Stream<Path> files = Files.walk(ROOT.resolve(service).resolve("src/main/java"))) {
      return files
          .filter(file -> file.getFileName().toString().endsWith("Config.java"))
          .sorted()
          .flatMap(file -> limitsOf(file).stream())
          .toList();
    }
  }

  private static List<String> limitsOf(Path file) {
    try {
      String source = Files.readString(file);
      Matcher prefix = PREFIX.matcher(source);
      if (!prefix.find()) {
        return List.of();
      }
      return LIMIT
          .matcher(source.substring(prefix.end()))
          .results()
          .map(
              limit ->
                  "| `%s` | %s | %s |%n"
                      .formatted(
                          variable(prefix.group(1), limit.group(4)),
                          otherwise(limit.group(2), limit.group(3))
                              + elsewhere(prefix.group(1), limit.group(4)),
                          sentence(limit.group(1))))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String otherwise(String byDefault, String type) {
    if (byDefault != null) {
      return code(byDefault);
    }
    return type.startsWith("Optional") ? "none" : "does not start";
  }

  /** Services with a default of their own. */
  private static String elsewhere(String prefix, String limit) {
    String property =
        prefix + "." + limit.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT) + "=";
    return CALLED.stream()
        .flatMap(
            service ->
                properties(service)
                    .lines()
                    .filter(line -> line.startsWith(property))
                    .map(line -> "; " + service + " `" + line.substring(property.length()) + "`"))
        .collect(Collectors.joining());
  }

  private static String properties(String service) {
    try {
      return Files.readString(
          ROOT.resolve(service).resolve("src/main/resources/application.properties"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String code(String value) {
    return value.isEmpty() ? "none" : "`%s`".formatted(value);
  }

  private static String variable(String prefix, String limit) {
    return (prefix + "." + limit.replaceAll("([A-Z])", ".$1"))
        .replace('.', '_')
        .toUpperCase(Locale.ROOT);
  }

  /** The Javadoc on one line, without its markup. */
  private static String sentence(String javadoc) {
    return javadoc
        .replaceAll("(?m)^\\s*\\*", " ")
        .replaceAll("\\{@\\w+ ([^}]*)}", "$1")
        .replaceAll("\\s+", " ")
        .strip();
  }
}
