package io.sugang.gateway.inbound.http.description;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sugang.gateway.StackWithEnrollment;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The description is one that clients can be generated from. */
@QuarkusTest
@WithTestResource(StackWithEnrollment.class)
class ApiDescriptionIT {

  private JsonNode api;

  @BeforeEach
  void read() throws IOException {
    api = new ObjectMapper().readTree(given().get("/q/openapi?format=json").asByteArray());
  }

  @Test
  void clientsCanBeGenerated() {
    assertThat(api.at("/paths")).hasSizeGreaterThan(10);
    assertThat(DescriptionFaults.of(api)).isEmpty();
  }

  @Test
  void whatIsAskedAndWhatStreamsTellIsDescribed() {
    assertThat(api.at("/components/schemas/EnrollBody/properties/type/enum"))
        .extracting(JsonNode::asText)
        .containsExactly("enroll", "swap");
    assertThat(
            api.at(
                    "/paths/~1api~1v1~1requests~1events/get/responses/200/content/text~1event-stream"
                        + "/x-event-data/$ref")
                .asText())
        .isEqualTo("#/components/schemas/StateEvent");
    assertThat(api.at("/components/schemas/StateEvent/required"))
        .extracting(JsonNode::asText)
        .containsExactly("version", "requests");
  }

  /** Each is what a description without its filter would lack. */
  @ParameterizedTest
  @CsvSource({
    "/paths/~1api~1v1~1requests/post/responses/404, content",
    "/paths/~1api~1v1~1terms/get/responses, default",
    "/paths/~1api~1v1~1terms/get/responses, 200",
    "/paths/~1api~1v1~1terms/get, security",
    "/paths/~1api~1v1~1terms/get, operationId",
    "/components/schemas/ReceiptView, required",
    "/components/schemas/Reason, enum",
    "/components/schemas, Problem",
    "/components/schemas/ReceiptView/properties/number, format",
  })
  void canaryWhateverIsMissingIsNoticed(String where, String what) {
    ((ObjectNode) api.at(where)).remove(List.of(what));

    assertThat(DescriptionFaults.of(api)).isNotEmpty();
  }
}
