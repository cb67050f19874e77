package io.sugang.aws.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sugang.aws.Synthesis;
import io.sugang.aws.Template;
import io.sugang.aws.size.Size;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class IdentityStackTest {

  private static Template template;

  @BeforeAll
  static void synthesise() {
    template = Synthesis.of(Size.SOLO, "identity");
  }

  @Test
  void theRolesAreThoseOfTheCode() {
    assertThat(template.all("Cognito::UserPoolGroup").values())
        .extracting(group -> group.get("GroupName").asText())
        .containsExactlyInAnyOrder("student", "registrar", "operator");
  }

  @Test
  void nobodySignsThemselvesUp() {
    JsonNode users = template.one("Cognito::UserPool");
    assertThat(users.at("/AdminCreateUserConfig/AllowAdminCreateUserOnly").asBoolean()).isTrue();
    assertThat(users.get("DeletionProtection").asText()).isEqualTo("ACTIVE");
    assertThat(users.at("/Schema/0/Name").asText()).isEqualTo("student_number");
  }

  @Test
  void peopleSignInByCodeAndServicesByTheirSecret() {
    JsonNode pages = template.one("Cognito::UserPoolClient", "UsersPages");
    assertThat(pages.get("AllowedOAuthFlows")).extracting(JsonNode::asText).containsExactly("code");
    assertThat(pages.get("GenerateSecret").asBoolean()).isFalse();
    JsonNode gateway = template.one("Cognito::UserPoolClient", "UsersGateway");
    assertThat(gateway.get("AllowedOAuthFlows"))
        .extracting(JsonNode::asText)
        .containsExactly("client_credentials");
    assertThat(gateway.get("GenerateSecret").asBoolean()).isTrue();
  }

  @Test
  void nobodyCanChangeWhoTheyAre() {
    assertThat(template.all("Cognito::UserPoolClient").values())
        .allSatisfy(
            client ->
                assertThat(client.get("ExplicitAuthFlows"))
                    .extracting(JsonNode::asText)
                    .containsExactly("ALLOW_REFRESH_TOKEN_AUTH"));
    JsonNode writable =
        template.one("Cognito::UserPoolClient", "UsersPages").get("WriteAttributes");
    assertThat(writable.at("/Fn::If/2")).extracting(JsonNode::asText).containsExactly("locale");
  }

  @Test
  void noOutputTellsASecret() {
    assertThat(template.json().get("Outputs").toString()).doesNotContain("ClientSecret");
  }

  @Test
  void theUniversitysOwnSignInIsOptional() {
    assertThat(template.json().get("Resources"))
        .filteredOn(r -> r.get("Type").asText().equals("AWS::Cognito::UserPoolIdentityProvider"))
        .hasSize(1)
        .allSatisfy(r -> assertThat(r.has("Condition")).isTrue());
  }
}
