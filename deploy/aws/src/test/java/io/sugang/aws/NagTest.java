package io.sugang.aws;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import io.sugang.aws.size.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;

/** The rules of cdk-nag for AWS Solutions; what is not followed stands in {@link NagExceptions}. */
class NagTest {

  @ParameterizedTest
  @MethodSource("io.sugang.aws.Variant#all")
  void theRulesAreKeptOrTheirExceptionJustified(Variant variant) throws IOException {
    Installation installation = check(variant);
    NagExceptions.applyTo(installation.stacks());
    installation.app().synth();

    for (RegionalStack stack : installation.stacks()) {
      var annotations = Annotations.fromStack(stack);
      assertThatNoException()
          .as(stack.getStackName())
          .isThrownBy(
              () -> {
                annotations.hasNoError("*", Match.stringLikeRegexp(".*"));
                annotations.hasNoWarning("*", Match.stringLikeRegexp("AwsSolutions.*|CdkNag.*"));
              });
    }
  }

  /** The canary: without the exceptions, the rules that are not followed are found. */
  @Test
  void aRuleThatIsNotFollowedIsFound() throws IOException {
    Installation installation = check(Variant.usual(Size.SOLO));
    installation.app().synth();

    for (RegionalStack stack : installation.stacks()) {
      if (stack.getStackName().equals("sugang-data")) {
        var annotations = Annotations.fromStack(stack);
        assertThatThrownBy(() -> annotations.hasNoError("*", Match.stringLikeRegexp(".*RDS14.*")))
            .hasMessageContaining("RDS14");
      }
    }
  }

  private static Installation check(Variant variant) throws IOException {
    Synthesis.requireNode();
    Installation installation =
        Installation.of(variant, Files.createTempDirectory(Path.of("target"), "nag-"));
    Aspects.of(installation.app()).add(AwsSolutionsChecks.Builder.create().verbose(true).build());
    return installation;
  }
}
