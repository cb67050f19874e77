package io.sugang.enrollment.description;

import static io.restassured.RestAssured.given;
import static io.sugang.enrollment.Calls.as;
import static io.sugang.testing.Database.writer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import io.sugang.testing.LocalStack;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What registrars call is described, and the examples are what is taken. */
@QuarkusTest
@WithTestResource(LocalStack.class)
class RegistrarApiIT {

  private JsonNode api;

  /** An operation with its method and path. */
  private record Described(String method, String path, JsonNode operation) {
    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  @BeforeEach
  void read() throws IOException {
    api = new ObjectMapper().readTree(given().get("/q/openapi?format=json").asByteArray());
  }

  @AfterEach
  void asBefore() {
    for (String table : List.of("rule_override", "student_hold", "waitlist_review")) {
      writer().execute("DELETE FROM " + table);
    }
  }

  @Test
  void allThatRegistrarsCallIsDescribedAndNothingElse() {
    Map<String, List<String>> methods = new TreeMap<>();
    operations()
        .forEach(
            one ->
                methods.merge(
                    one.path(),
                    List.of(one.method()),
                    (first, second) -> List.of(first.getFirst(), second.getFirst())));

    assertThat(methods)
        .containsOnlyKeys(
            "/registrar/v1/holds",
            "/registrar/v1/holds/end",
            "/registrar/v1/overrides",
            "/registrar/v1/overrides/end",
            "/registrar/v1/sections/{section}/reserves",
            "/registrar/v1/sections/{section}/seats",
            "/registrar/v1/terms/{term}/rules",
            "/registrar/v1/terms/{term}/seat-release",
            "/registrar/v1/terms/{term}/windows");
    assertThat(methods.get("/registrar/v1/terms/{term}/windows"))
        .containsExactlyInAnyOrder("get", "put");
  }

  @Test
  void eachSaysWhatItIsWhoMayCallItAndHowItFails() {
    for (Described one : operations()) {
      assertThat(one.operation().path("summary").asText()).as("%s", one).isNotBlank();
      assertThat(one.operation().path("security")).as("%s", one).isNotEmpty();
      assertThat(one.operation().path("tags")).as("%s", one).hasSize(1);
      assertThat(one.operation().at("/responses/default/content").has("application/problem+json"))
          .as("%s", one)
          .isTrue();
      assertThat(
              one.operation().at("/responses/200/content/application~1json/schema/$ref").asText())
          .as("%s", one)
          .startsWith("#/components/schemas/");
    }
    assertThat(api.at("/components/schemas/WindowChange/required"))
        .extracting(JsonNode::asText)
        .containsExactlyInAnyOrder("opensAt", "closesAt");
  }

  /** Each example is sent; by an ETag that nothing has, where that keeps it from being written. */
  @Test
  void theExamplesAreTaken() {
    int examples = 0;
    for (Described one : operations()) {
      JsonNode described = one.operation().at("/requestBody/content/application~1json/examples");
      for (JsonNode example : described) {
        RequestSpecification call =
            as("registrar-1", "registrar")
                .contentType(ContentType.JSON)
                .body(example.path("value").toString());
        if (one.operation().path("parameters").toString().contains("If-Match")) {
          call.header("If-Match", "\"nothing\"");
        }
        String path = one.path().replace("{term}", "2027-1").replace("{section}", "CSE1001-01");
        assertThat(call.request(one.method(), path).statusCode())
            .as("%s %s", one, example)
            .isIn(200, 412);
        examples++;
      }
      assertThat(one.method().equals("get") || !described.isEmpty()).as("%s", one).isTrue();
    }
    assertThat(examples).isEqualTo(10);
  }

  private List<Described> operations() {
    return api.path("paths").properties().stream()
        .flatMap(
            path ->
                path.getValue().properties().stream()
                    .map(
                        operation ->
                            new Described(operation.getKey(), path.getKey(), operation.getValue())))
        .toList();
  }
}
