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
  void theUniversitysOwnSignInIsOptional() {
    assertThat(template.json().get("Resources"))
        .filteredOn(r -> r.get("Type").asText().equals("AWS::Cognito::UserPoolIdentityProvider"))
        .hasSize(1)
        .allSatisfy(r -> assertThat(r.has("Condition")).isTrue());
  }
}
