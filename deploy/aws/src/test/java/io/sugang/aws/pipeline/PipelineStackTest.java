package io.sugang.aws.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sugang.aws.Synthesis;
import io.sugang.aws.Template;
import io.sugang.aws.size.Size;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PipelineStackTest {

  private static Template template;

  @BeforeAll
  static void synthesise() {
    template = Synthesis.of(Size.SOLO, "pipeline");
  }

  @Test
  void aVersionIsNeverReplacedAndEveryImageIsScanned() {
    assertThat(template.all("ECR::Repository").values())
        .hasSize(PipelineStack.IMAGES.size())
        .allSatisfy(
            registry -> {
              assertThat(registry.get("ImageTagMutability").asText()).isEqualTo("IMMUTABLE");
              assertThat(registry.at("/ImageScanningConfiguration/ScanOnPush").asBoolean())
                  .isTrue();
            });
  }

  @Test
  void onlyTheNamedEnvironmentOfTheNamedRepositoryMayDeploy() {
    JsonNode trust = template.one("IAM::Role", "Build").at("/AssumeRolePolicyDocument/Statement/0");
    assertThat(trust.get("Action").asText()).isEqualTo("sts:AssumeRoleWithWebIdentity");
    JsonNode conditions = trust.at("/Condition/StringEquals");
    assertThat(conditions.get("token.actions.githubusercontent.com:aud").asText())
        .isEqualTo("sts.amazonaws.com");
    assertThat(conditions.get("token.actions.githubusercontent.com:sub").toString())
        .contains("GitHubRepository", ":environment:", "GitHubEnvironment")
        .doesNotContain("*");
  }
}
