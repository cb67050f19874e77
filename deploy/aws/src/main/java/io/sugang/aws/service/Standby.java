package io.sugang.aws.service;

import io.sugang.aws.size.Place;
import io.sugang.aws.size.Size;
import java.util.List;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.applicationautoscaling.CfnScalableTarget;
import software.amazon.awscdk.services.ecs.CfnService;
import software.constructs.Construct;

/**
 * Of two regions only one has tasks: the one that an operator says serves. In the other the
 * database takes no decisions, and what is left in its queues must not be worked off.
 */
final class Standby extends Construct {

  private final CfnCondition serves;

  Standby(Construct scope, Place place) {
    super(scope, "Standby");
    CfnParameter serving =
        CfnParameter.Builder.create(Stack.of(this), "Serving")
            .description(
                "Whether this region serves; in the second, yes once its database is promoted")
            .allowedValues(List.of("no", "yes"))
            .defaultValue(place == Place.FIRST ? "yes" : "no")
            .build();
    serves =
        CfnCondition.Builder.create(this, "Serves")
            .expression(Fn.conditionEquals(serving.getValueAsString(), "yes"))
            .build();
  }

  /** Lets a fleet rest until this region serves. */
  void rest(ServiceFleet fleet, Size.Fleet size) {
    ((CfnService) fleet.ecs().getNode().getDefaultChild())
        // While it serves, a deployment must not take away what scaling has added.
        .addPropertyOverride("DesiredCount", ifServes(Aws.NO_VALUE));
    fleet.ecs().getNode().findAll().stream()
        .filter(CfnScalableTarget.class::isInstance)
        .map(CfnScalableTarget.class::cast)
        .forEach(
            target -> {
              target.addPropertyOverride("MinCapacity", ifServes(size.least()));
              target.addPropertyOverride("MaxCapacity", ifServes(size.most()));
            });
  }

  private Object ifServes(Object value) {
    return Fn.conditionIf(serves.getLogicalId(), value, 0);
  }
}
