package io.sugang.aws.data;

import io.sugang.aws.size.Place;
import io.sugang.aws.size.Size;
import java.util.List;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.amazon.awscdk.services.secretsmanager.ReplicaRegion;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.secretsmanager.SecretStringGenerator;
import software.constructs.Construct;

/**
 * A secret that is made once and is the same in every region of the installation: in the first
 * region it is generated, and copied to the second, where it is found by its name.
 */
public final class SharedSecret {

  private static final String SECOND_REGION = "SecondRegion";

  private SharedSecret() {}

  /**
   * The secret in a region.
   *
   * @param id of the construct
   * @param name of the secret within {@code sugang/}
   * @param value how it is generated
   */
  public static ISecret in(
      Construct scope,
      String id,
      Size size,
      Place place,
      String name,
      String description,
      SecretStringGenerator value) {
    if (place == Place.SECOND) {
      return Secret.fromSecretNameV2(scope, id, "sugang/" + name);
    }
    var secret =
        Secret.Builder.create(scope, id).description(description).generateSecretString(value);
    if (size.extras().secondRegion()) {
      secret
          .secretName("sugang/" + name)
          .replicaRegions(
              List.of(
                  ReplicaRegion.builder()
                      .region(secondRegion(Stack.of(scope)).getValueAsString())
                      .build()));
    }
    return secret.build();
  }

  private static CfnParameter secondRegion(Stack stack) {
    if (stack.getNode().tryFindChild(SECOND_REGION) instanceof CfnParameter known) {
      return known;
    }
    return CfnParameter.Builder.create(stack, SECOND_REGION)
        .description("The second region, like ap-northeast-1")
        .allowedPattern("^[a-z]{2}(-[a-z]+)+-\\d$")
        .build();
  }
}
