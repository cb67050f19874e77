package io.sugang.aws;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import io.sugang.aws.size.Profile;
import io.sugang.aws.size.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;

/** The rules of cdk-nag for AWS Solutions; what is not followed stands in {@link NagExceptions}. */
class NagTest {

  @ParameterizedTest
  @EnumSource(Size.class)
  void theRulesAreKeptOrTheirExceptionJustified(Size size) throws IOException {
    requireRulesKept(size, Profile.FARGATE);
  }

  @ParameterizedTest
  @EnumSource(Size.class)
  void theRulesAreKeptOnMachinesToo(Size size) throws IOException {
    requireRulesKept(size, Profile.EC2);
  }

  @Test
  void theRulesAreKeptInTheSecondRegionToo() throws IOException {
    Synthesis.requireNode();
    requireRulesKept(check(Installation.second(Size.NATIONAL, directory())));
  }

  private static void requireRulesKept(Size size, Profile profile) throws IOException {
    requireRulesKept(check(size, profile));
  }

  private static void requireRulesKept(Installation installation) {
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
    Installation installation = check(Size.SOLO, Profile.FARGATE);
    installation.app().synth();

    for (RegionalStack stack : installation.stacks()) {
      if (stack.getStackName().equals("sugang-data")) {
        var annotations = Annotations.fromStack(stack);
        assertThatThrownBy(() -> annotations.hasNoError("*", Match.stringLikeRegexp(".*RDS14.*")))
            .hasMessageContaining("RDS14");
      }
    }
  }

  private static Installation check(Size size, Profile profile) throws IOException {
    Synthesis.requireNode();
    return check(Installation.of(size, profile, directory()));
  }

  private static Path directory() throws IOException {
    return Files.createTempDirectory(Path.of("target"), "nag-");
  }

  private static Installation check(Installation installation) {
    Aspects.of(installation.app()).add(AwsSolutionsChecks.Builder.create().verbose(true).build());
    return installation;
  }
}
