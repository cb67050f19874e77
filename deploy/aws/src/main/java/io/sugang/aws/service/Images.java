package io.sugang.aws.service;

import software.amazon.awscdk.CfnParameter;
import software.constructs.Construct;

/** Where the images are, and which. */
final class Images {

  private final CfnParameter repository;
  private final CfnParameter version;

  Images(Construct scope) {
    repository =
        CfnParameter.Builder.create(scope, "ImageRepository")
            .description(
                "Registry and prefix of the images, like 1234.dkr.ecr.ap-northeast-2.amazonaws.com/sugang")
            .minLength(1)
            .build();
    version =
        CfnParameter.Builder.create(scope, "ImageVersion")
            .description("Version of the images, like 1.0.0")
            .allowedPattern("^[A-Za-z0-9._-]{1,128}$")
            .build();
  }

  String of(String name) {
    return "%s/%s:%s".formatted(repository.getValueAsString(), name, version.getValueAsString());
  }
}
