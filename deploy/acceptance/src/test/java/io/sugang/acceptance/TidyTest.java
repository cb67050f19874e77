package io.sugang.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

  /** The same in a dashboard, with the unit and kind that Prometheus adds. */
  private static final Pattern CHARTED =
      Pattern.compile(
          "(sugang_[a-z_]+?)(_seconds)?(_requests)?(_(max|sum|count|bucket|total))?(?![a-z_])");

  private static final Pattern SERVICE_CODE = Pattern.compile("^[a-z]+-service/.*src/main/java/");

  /** A time that nobody can set. */
  private static final Pattern FIXED_TIME =
      Pattern.compile(
          "(Duration\\.of\\w+\\(\\d|TimeUnit\\.\\w+\\.to\\w+\\(\\d|(MILLIS|SECONDS) = \\d|@Scheduled)");

  /** Whose fixed times are no limit of the service, but a habit of the code. */
  private static final Map<String, String> FIXED_TIMES =
      Map.ofEntries(
          Map.entry("RareLog.java", "how often a log line may come"),
          Map.entry("BatchRunner.java", "how often a log line may come"),
          Map.entry("RecurringDuty.java", "the shortest pause after a failure, below all others"),
          Map.entry("Suspicion.java", "the first of pauses that double"),
          Map.entry("EventStream.java", "the first try of what is configured"),
          Map.entry("SendingRate.java", "the second of letters a second"),
          Map.entry("Throughput.java", "the window of an average"),
          Map.entry("CrossOrigin.java", "how long a browser may keep what it was told"),
          Map.entry("Rehearsal.java", "how long a play may take, and the rest after it"),
          Map.entry("EventsRoute.java", "how far another machine's clock may be ahead"),
          Map.entry("OverridesResource.java", "how far ahead an exemption may end"),
          Map.entry("SeatReleasesResource.java", "how long seats may be held back"),
          Map.entry("TermReader.java", "after how long a term's registration is over for good"),
          Map.entry("LastWords.java", "a moment for a client to read why it is hung up on"),
          Map.entry("MySqlTransaction.java", "a moment for a good-bye that nobody waits for"),
          Map.entry("MySqlEpochStore.java", "a heartbeat, by what the transaction's limit allows"),
          Map.entry("Queue.java", "part of the contract: queues are made with it"));

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

  /** Nobody misses a metric that no page explains and no dashboard shows, until it would help. */
  @Test
  void everyMetricIsExplainedAndCharted() {
    String pages = read(ROOT.resolve("deploy/docs/metrics.md"));
    List<String> charted =
        CHARTED
            .matcher(read(ROOT.resolve("deploy/monitoring/grafana/sugang.json")))
            .results()
            .map(match -> match.group(1).replace('_', '.'))
            .toList();
    List<String> metrics =
        files("Metric.java").stream()
            .flatMap(file -> METRIC.matcher(read(file)).results())
            .map(match -> match.group(1))
            .toList();
    assertThat(metrics)
        .hasSizeGreaterThan(10)
        .allMatch(name -> pages.contains("`" + name + "`"), "explained")
        .allMatch(charted::contains, "charted");
  }

  @Test
  void everyTimeOfAServiceCanBeSet() {
    List<String> fixed =
        files(".java").stream()
            .filter(file -> SERVICE_CODE.matcher(ROOT.relativize(file).toString()).find())
            .filter(file -> FIXED_TIME.matcher(read(file)).find())
            .map(file -> file.getFileName().toString())
            .toList();
    assertThat(fixed).containsExactlyInAnyOrderElementsOf(FIXED_TIMES.keySet());
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
