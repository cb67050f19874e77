package io.sugang.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import io.sugang.contract.queue.Queue;
import io.sugang.migration.DbUser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code deploy/containers/compose.yaml} says what the code expects. Whether Docker starts it can't
 * be tried without Docker.
 */
class ComposeTest {

  private static final Path ROOT = Path.of(System.getProperty("sugang.root"));

  /** Services of the file, by their module. */
  private static final Map<String, String> SERVICES =
      new TreeMap<>(
          Map.of(
              "gateway-service", "gateway",
              "enrollment-service", "enrollment",
              "waitlist-service", "worker",
              "notification-service", "notifier"));

  private static final Set<String> RIGHT_BY_DEFAULT = Set.of("SUGANG_BIND", "SUGANG_TRACES_URL");

  private static final Pattern PLACE =
      Pattern.compile("(?m)^\\| `(SUGANG_[A-Z_]+)` \\| ([^|]*) \\|");

  private final JsonNode compose = read("deploy/containers/compose.yaml");

  static Set<String> modules() {
    return SERVICES.keySet();
  }

  @ParameterizedTest
  @MethodSource("modules")
  void aServiceIsToldWhatItsCodeReads(String module) throws IOException {
    Set<String> given = new TreeSet<>(environment(SERVICES.get(module)).keySet());
    given.removeIf(name -> !name.startsWith("SUGANG_"));
    Map<String, String> places = places(module);
    assertThat(places.keySet()).as("read by %s", module).containsAll(given);
    places.forEach(
        (name, otherwise) -> {
          boolean needed = otherwise.equals("does not start") || otherwise.contains("127.0.0.1");
          if (needed && !RIGHT_BY_DEFAULT.contains(name)) {
            assertThat(given).as("needed by %s", module).contains(name);
          }
        });
  }

  @Test
  void theMigrationKnowsEveryLogin() {
    Map<String, String> environment = environment("migration");
    for (DbUser user : DbUser.values()) {
      assertThat(environment).containsKey("SUGANG_DB_PASSWORD_" + user.name());
    }
    assertThat(environment("enrollment").get("SUGANG_DB_USER"))
        .isEqualTo(DbUser.ENROLLMENT.login());
    assertThat(environment("worker").get("SUGANG_DB_USER")).isEqualTo(DbUser.WORKER.login());
    assertThat(environment("notifier").get("SUGANG_DB_USER")).isEqualTo(DbUser.NOTIFIER.login());
  }

  @Test
  void imagesAreThoseThatTheReleaseMakes() throws IOException {
    String release = Files.readString(ROOT.resolve("deploy/release/pom.xml"));
    for (JsonNode service : compose.get("services")) {
      String image = service.get("image").asText();
      if (image.contains("SUGANG_IMAGES")) {
        assertThat(release)
            .contains("${image.repository}/" + image.replaceAll("^.*}/|:\\$\\{.*", "") + ":");
      }
    }
  }

  @Test
  void noSecretStandsInTheFileAndEachIsMadeByTheScript() throws Exception {
    Process script =
        new ProcessBuilder(ROOT.resolve("deploy/containers/secrets").toString()).start();
    Map<String, String> made = new TreeMap<>();
    new String(script.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
        .lines()
        .forEach(line -> made.put(line.replaceAll("=.*", ""), line.replaceAll("^[^=]*=", "")));
    assertThat(made.values()).allMatch(value -> value.length() == 43).doesNotHaveDuplicates();
    Set<String> used = new TreeSet<>();
    Pattern.compile("\\$\\{([A-Z_]+):\\?")
        .matcher(Files.readString(ROOT.resolve("deploy/containers/compose.yaml")))
        .results()
        .forEach(use -> used.add(use.group(1)));
    assertThat(made.keySet()).isEqualTo(used);
    compose
        .get("services")
        .properties()
        .forEach(
            service ->
                environment(service.getKey())
                    .forEach(
                        (name, value) -> {
                          if (name.matches(".*(PASSWORD|SECRET|RECEIPT_KEY).*")
                              && !name.equals("AWS_SECRET_ACCESS_KEY")) {
                            assertThat(value).as(name).startsWith("${");
                          }
                        }));
  }

  @Test
  void queuesAreThoseOfTheCode() {
    Config queues =
        ConfigFactory.parseFile(
                ROOT.resolve("deploy/containers/elasticmq.conf").toFile(),
                ConfigParseOptions.defaults())
            .getConfig("queues");
    assertThat(queues.root()).hasSize(2 * Queue.values().length);
    for (Queue queue : Queue.values()) {
      Config one = queues.getConfig('"' + queue.queueName() + '"');
      assertThat(one.getDuration("defaultVisibilityTimeout")).isEqualTo(queue.visibilityTimeout());
      assertThat(one.getString("deadLettersQueue.name")).isEqualTo(queue.deadLetterQueueName());
      assertThat(one.getInt("deadLettersQueue.maxReceiveCount")).isEqualTo(queue.maxReceives());
      assertThat(queues.hasPath('"' + queue.deadLetterQueueName() + '"')).isTrue();
    }
  }

  @Test
  void everyServiceIsScrapedAtItsManagementPort() throws IOException {
    JsonNode scraped = read("deploy/monitoring/prometheus.yml").at("/scrape_configs/0");
    assertThat(scraped.get("metrics_path").asText()).isEqualTo("/q/metrics");
    Map<String, Integer> ports = new TreeMap<>();
    scraped
        .get("dns_sd_configs")
        .forEach(one -> ports.put(one.at("/names/0").asText(), one.get("port").asInt()));
    for (var service : SERVICES.entrySet()) {
      assertThat(ports.get(service.getValue()))
          .isEqualTo(Integer.valueOf(places(service.getKey()).get("SUGANG_MANAGEMENT_PORT")));
    }
  }

  @Test
  void theDashboardAsksForWhatTheServicesMeasure() throws IOException {
    Set<String> measured = new TreeSet<>();
    for (String module : SERVICES.keySet()) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
          Pattern.compile("\"(sugang\\.[a-z.]+)\"")
              .matcher(Files.readString(file))
              .results()
              .forEach(name -> measured.add(name.group(1).replace('.', '_')));
        }
      }
    }
    String dashboard = Files.readString(ROOT.resolve("deploy/monitoring/grafana/sugang.json"));
    assertThat(Pattern.compile("sugang_[a-z_]+").matcher(dashboard).results().map(r -> r.group()))
        .isNotEmpty()
        .allSatisfy(
            asked ->
                assertThat(
                        asked.replaceAll(
                            "(_seconds)?(_requests)?(_(max|sum|count|bucket|total))?$", ""))
                    .isIn(measured));
  }

  private static JsonNode read(String file) {
    try {
      return new YAMLMapper().readTree(ROOT.resolve(file).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With what it takes over from the file's common parts. */
  private Map<String, String> environment(String service) {
    var environment = new TreeMap<String, String>();
    JsonNode own = compose.at("/services/" + service + "/environment");
    own.properties()
        .forEach(
            variable -> {
              if (!variable.getKey().equals("<<")) {
                environment.put(variable.getKey(), variable.getValue().asText());
              }
            });
    JsonNode merged = own.path("<<");
    Stream.of("x-tokens", "x-aws")
        .filter(part -> merged.toString().contains('"' + part.substring(2) + '"'))
        .forEach(
            part ->
                compose
                    .get(part)
                    .properties()
                    .forEach(
                        variable ->
                            environment.put(variable.getKey(), variable.getValue().asText())));
    return environment;
  }

  /** What a service's code reads from its environment, and what it is without it. */
  private static Map<String, String> places(String module) throws IOException {
    String page = Files.readString(ROOT.resolve("deploy/docs/configuration.md"));
    int from = page.indexOf("\n## " + module);
    String section = page.substring(from).replaceFirst("(?s)(?<=.)\\n(## |\\| limit ).*", "");
    var places = new TreeMap<String, String>();
    PLACE
        .matcher(section)
        .results()
        .forEach(place -> places.put(place.group(1), place.group(2).replace("`", "")));
    return places;
  }
}
