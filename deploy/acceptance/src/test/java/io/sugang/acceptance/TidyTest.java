package io.sugang.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a reader trips over: links that lead nowhere, long files, values that are written twice. */
class TidyTest {

  private static final Path ROOT = Path.of(System.getProperty("sugang.root"));
  private static final int LONGEST_FILE = 400;
  private static final List<String> NOT_OURS =
      List.of("target", ".git", ".sugang", "node_modules", ".mvn");
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)#\\s]+)(#[^)]*)?\\)");

  /** A metric's name in a service's enum. */
  private static final Pattern METRIC = Pattern.compile("\\(\"(sugang\\.[a-z.]+)\"\\)");

  /** An interval with a default of its own beside that of the typed configuration. */
  private static final Pattern SECOND_DEFAULT =
      Pattern.compile("(every|delayed) = \"\\$\\{[^}:]+:[^}]+}\"");

  @Test
  void everyLinkOfThePagesLeadsSomewhere() {
    var dead = new ArrayList<String>();
    for (Path page : files(".md")) {
      LINK.matcher(read(page))
          .results()
          .map(link -> link.group(1))
          .filter(target -> !target.contains("://") && !target.startsWith("mailto:"))
          .filter(target -> !Files.exists(page.resolveSibling(target).normalize()))
          .forEach(target -> dead.add(ROOT.relativize(page) + " → " + target));
    }
    assertThat(dead).isEmpty();
  }

  @Test
  void noSourceFileIsTooLong() {
    var tooLong =
        Stream.of(".java", ".lua", ".sql")
            .flatMap(kind -> files(kind).stream())
            .filter(file -> read(file).lines().count() > LONGEST_FILE)
            .map(file -> ROOT.relativize(file).toString());
    assertThat(tooLong).isEmpty();
  }

  /** Nobody misses a metric that no page explains, until the night when it would have helped. */
  @Test
  void everyMetricIsExplained() {
    String pages = read(ROOT.resolve("deploy/docs/metrics.md"));
    List<String> metrics =
        files("Metric.java").stream()
            .flatMap(file -> METRIC.matcher(read(file)).results())
            .map(match -> match.group(1))
            .toList();
    assertThat(metrics).hasSizeGreaterThan(10).allMatch(name -> pages.contains("`" + name + "`"));
  }

  @Test
  void noIntervalHasTwoDefaults() {
    assertThat(files(".java").stream().filter(file -> SECOND_DEFAULT.matcher(read(file)).find()))
        .isEmpty();
  }

  private static List<Path> files(String end) {
    try (Stream<Path> all = Files.walk(ROOT)) {
      return all.filter(file -> file.getFileName().toString().endsWith(end))
          .filter(Files::isRegularFile)
          .filter(TidyTest::isOurs)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isOurs(Path file) {
    for (Path part : ROOT.relativize(file)) {
      if (NOT_OURS.contains(part.toString())) {
        return false;
      }
    }
    return true;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
