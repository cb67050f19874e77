package io.sugang.aws.service;

import io.sugang.aws.size.Size;
import java.util.List;
import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.applicationautoscaling.CfnScalableTarget;
import software.amazon.awscdk.services.ecs.CfnService;
import software.constructs.Construct;

/**
 * In the second region no task runs until an operator says that it serves: its database takes no
 * decisions before it is promoted.
 */
final class Standby extends Construct {

  private final CfnCondition serves;

  Standby(Construct scope) {
    super(scope, "Standby");
    CfnParameter serving =
        CfnParameter.Builder.create(Stack.of(this), "Serving")
            .description("Whether this region serves: yes once its database is promoted")
            .allowedValues(List.of("no", "yes"))
            .defaultValue("no")
            .build();
    serves =
        CfnCondition.Builder.create(this, "Serves")
            .expression(Fn.conditionEquals(serving.getValueAsString(), "yes"))
            .build();
  }

  /** Lets a fleet rest until this region serves. */
  void rest(ServiceFleet fleet, Size.Fleet size) {
    ((CfnService) fleet.ecs().getNode().getDefaultChild())
        .addPropertyOverride("DesiredCount", ifServes(size.least()));
    fleet.ecs().getNode().findAll().stream()
        .filter(CfnScalableTarget.class::isInstance)
        .map(CfnScalableTarget.class::cast)
        .forEach(
            target -> {
              target.addPropertyOverride("MinCapacity", ifServes(size.least()));
              target.addPropertyOverride("MaxCapacity", ifServes(size.most()));
            });
  }

  private Object ifServes(int count) {
    return Fn.conditionIf(serves.getLogicalId(), count, 0);
  }
}
