package io.sugang.aws.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import io.sugang.aws.Synthesis;
import io.sugang.aws.edge.EdgeStack;
import io.sugang.aws.service.BacklogMetrics;
import io.sugang.aws.service.Service;
import io.sugang.aws.size.Size;
import io.sugang.testing.StackProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each service runs with exactly the environment that its task definition gives it; only the places
 * where its parts are found are those of the local stack.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TaskDefinitionContractIT {

  private static final Path ROOT = Path.of(System.getProperty("sugang.root"));

  /** Read by the code, and right by default in a container. */
  private static final Set<String> LEFT_AT_DEFAULT =
      Set.of(
          "SUGANG_BIND",
          "SUGANG_INSTANCE",
          "SUGANG_TOKEN_LIFETIME",
          "SUGANG_SQS_ENDPOINT",
          "SUGANG_SES_ENDPOINT",
          "SUGANG_TRACES_URL",
          "SUGANG_TRACES_SHARE");

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Map<Service, RunningService> SERVICES = new EnumMap<>(Service.class);
  private static StackProcess stack;
  private static CognitoStandIn cognito;
  private static CollectorStandIn collector;
  private static LocalPlaces places;

  @BeforeAll
  static void start() throws IOException, JOSEException {
    Synthesis.requireNode();
    Path home = Path.of("target/stack").toAbsolutePath();
    stack = StackProcess.start(ROOT, home);
    cognito = new CognitoStandIn();
    collector = new CollectorStandIn();
    places =
        new LocalPlaces(stack.status(), cognito, collector, home.resolve("identity/database.pem"));
  }

  @AfterAll
  static void stop() {
    SERVICES.values().forEach(RunningService::close);
    if (stack != null) {
      stack.close();
      cognito.close();
      collector.close();
    }
  }

  @ParameterizedTest
  @EnumSource(Service.class)
  @Order(1)
  void theNamesAreThoseThatTheCodeReads(Service service) throws IOException {
    Set<String> named = ServiceVariables.named(ROOT, service.module());
    Set<String> limits = ServiceVariables.limits(ROOT, service.module());
    for (Size size : Size.values()) {
      Set<String> given = TaskDefinition.of(size, service).names();
      assertThat(given)
          .as("given to %s of %s", service.module(), size)
          .allSatisfy(
              name ->
                  assertThat(
                          !name.startsWith("SUGANG_")
                              || named.contains(name)
                              || limits.contains(name))
                      .as("%s is read by the code", name)
                      .isTrue());
      named.stream()
          .filter(name -> !LEFT_AT_DEFAULT.contains(name))
          .filter(name -> !(name.equals("SUGANG_PORT") && isWithoutApi(service)))
          .forEach(name -> assertThat(given).as("%s of %s", service.module(), size).contains(name));
    }
  }

  @ParameterizedTest
  @EnumSource(Service.class)
  @Order(1)
  void theImageFitsTheTask(Service service) throws IOException {
    ServiceImage image = ServiceImage.of(ROOT, service.module());
    TaskDefinition task = TaskDefinition.of(Size.SOLO, service);
    assertThat(image.ports()).isEqualTo(task.ports());
    assertThat(image.architecture()).isEqualTo(task.architecture());
    assertThat(image.user()).isEqualTo("10001:10001");
  }

  private static boolean isWithoutApi(Service service) {
    return service == Service.WAITLIST || service == Service.NOTIFICATION;
  }

  /** enrollment-service first: gateways are ready once they know its catalogue. */
  @ParameterizedTest
  @EnumSource(
      value = Service.class,
      names = {"ENROLLMENT", "WAITLIST", "NOTIFICATION", "GATEWAY"})
  @Order(2)
  void aServiceIsReadyWithTheEnvironmentOfItsTask(Service service) throws Exception {
    if (service == Service.GATEWAY && !SERVICES.containsKey(Service.ENROLLMENT)) {
      startAndAwait(Service.ENROLLMENT);
    }
    if (!SERVICES.containsKey(service)) {
      startAndAwait(service);
    }
    RunningService running = SERVICES.get(service);
    if (service == Service.GATEWAY) {
      assertThat(status(running.managementUrl() + EdgeStack.HEALTH_PATH)).isEqualTo(200);
    }
    assertThat(running.containerHealthCheck()).as("the container's own health check").isZero();
  }

  @Test
  @Order(3)
  void aStudentWithATokenOfCognitoIsServed() throws Exception {
    String me = SERVICES.get(Service.GATEWAY).url() + "/api/v1/me";
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(me))
            .header("Authorization", "Bearer " + cognito.student("2027010001"))
            .build();
    assertThat(HTTP.send(request, BodyHandlers.ofString()).body()).contains("2027010001");
    assertThat(status(me)).isEqualTo(401);
  }

  /** Workers are scaled by these, and alarms look at them. */
  @Test
  @Order(3)
  void theLogTellsWhatWaits() {
    List<String> metrics =
        List.of(
            BacklogMetrics.UNDECIDED,
            BacklogMetrics.OLDEST_UNDECIDED,
            BacklogMetrics.OLDEST_LETTER,
            BacklogMetrics.UNCOLLECTED);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(SERVICES.get(Service.ENROLLMENT).log().lines())
                    .filteredOn(line -> line.startsWith("{\"_aws\""))
                    .anySatisfy(
                        line -> {
                          JsonNode said = JSON.readTree(line);
                          JsonNode declared = said.at("/_aws/CloudWatchMetrics/0");
                          assertThat(declared.path("Namespace").asText())
                              .isEqualTo(BacklogMetrics.NAMESPACE);
                          BacklogMetrics.dimensions()
                              .forEach(
                                  (name, value) ->
                                      assertThat(said.path(name).asText()).isEqualTo(value));
                          metrics.forEach(name -> assertThat(said.get(name)).isNotNull());
                        }));
  }

  /** What the pipeline asks a new version. */
  @Test
  @Order(3)
  void theSmokeTestFindsThatItAnswers() throws Exception {
    assertThat(smoke(SERVICES.get(Service.GATEWAY).url())).contains("It answers.");
    assertThat(smoke(cognito.url())).contains("smoke: /api/v1/time").doesNotContain("It answers.");
  }

  private static String smoke(String site) throws IOException {
    Process smoke =
        new ProcessBuilder(Path.of("smoke").toAbsolutePath().toString(), site)
            .redirectErrorStream(true)
            .start();
    String said = new String(smoke.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    boolean answers = smoke.onExit().join().exitValue() == 0;
    assertThat(said.contains("It answers.")).as(said).isEqualTo(answers);
    return said;
  }

  @Test
  @Order(4)
  void aRequestIsTracedFromItsCallToItsMail() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(SERVICES.get(Service.GATEWAY).url() + "/api/v1/requests"))
            .header("Authorization", "Bearer " + cognito.student("2027010001"))
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"type\":\"enroll\",\"section\":\"CSE1001-01\"}"))
            .build();
    HttpResponse<String> receipt = HTTP.send(request, BodyHandlers.ofString());
    assertThat(receipt.statusCode()).as(receipt.body()).isEqualTo(202);
    String trace = receipt.headers().firstValue("X-Request-Id").orElseThrow();
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                collector.has("gateway-service", "POST /api/v1/requests", trace)
                    && collector.has("waitlist-service", "decide", trace)
                    && collector.has("notification-service", "mail", trace));
    assertThat(collector.says("enrollment-service")).as("enrollment-service's own calls").isTrue();
    assertThat(collector.says("2027010001")).as("a trace says nothing about the student").isFalse();
  }

  @Test
  @Order(5)
  void theMigrationEndsWellWithTheEnvironmentOfItsTask() throws Exception {
    assertThat(migrate()).contains("new migrations: 0").endsWith("exit code 0");
  }

  /**
   * The canary of verified connections. (The migration's driver would talk to MariaDB all the same,
   * which proves by the password that it is no stranger; Aurora can't.)
   */
  @Test
  @Order(6)
  void aDatabaseThatCannotProveWhoItIsIsNotTalkedTo() throws Exception {
    Path stranger = stranger();
    try (RunningService worker =
        start(Service.WAITLIST, Map.of("SUGANG_DB_AUTHORITIES", stranger.toString()))) {
      assertThat(worker.awaitReadiness()).isEqualTo(503);
    }
  }

  /** A certificate that nobody has signed the database's with. */
  private static Path stranger() throws IOException {
    Path store = Path.of("target/stranger.p12").toAbsolutePath();
    Path pem = Path.of("target/stranger.pem").toAbsolutePath();
    Files.deleteIfExists(store);
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    for (String[] step :
        new String[][] {
          {"-genkeypair", "-keyalg", "RSA", "-dname", "CN=stranger"},
          {"-exportcert", "-rfc", "-file", pem.toString()}
        }) {
      var command = new ArrayList<>(List.of(keytool));
      command.addAll(List.of(step));
      command.addAll(
          List.of("-alias", "stranger", "-keystore", store.toString(), "-storepass", "stranger"));
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      assertThat(process.onExit().join().exitValue()).isZero();
    }
    return pem;
  }

  private static String migrate() throws Exception {
    TaskDefinition task = TaskDefinition.of(Size.SOLO, "migration");
    ProcessBuilder builder = ServiceImage.of(ROOT, "migration").start().redirectErrorStream(true);
    builder.environment().clear();
    for (String name : task.names()) {
      builder
          .environment()
          .put(name, places.ofMigration(name, task.values().getOrDefault(name, "")));
    }
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return said + "exit code " + process.waitFor();
  }

  private static void startAndAwait(Service service) throws IOException, InterruptedException {
    RunningService running = start(service, Map.of());
    SERVICES.put(service, running);
    running.awaitReady();
    if (service == Service.ENROLLMENT) {
      places.enrollmentAt(running.url());
    }
  }

  private static RunningService start(Service service, Map<String, String> instead)
      throws IOException {
    TaskDefinition task = TaskDefinition.of(Size.SOLO, service);
    var environment = new TreeMap<String, String>();
    task.values()
        .forEach((name, value) -> environment.put(name, places.value(service, name, value)));
    task.secrets().forEach(name -> environment.put(name, places.value(service, name, "")));
    environment.putAll(instead);
    return RunningService.start(ROOT, service, task, environment, places.onlyHere(service));
  }

  private static int status(String url) throws IOException, InterruptedException {
    return HTTP.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.discarding())
        .statusCode();
  }
}
