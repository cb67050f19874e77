package io.sugang.aws;

import java.util.List;
import software.amazon.awscdk.BootstraplessSynthesizer;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

/**
 * A stack that can be deployed to any account and region, with CloudFormation alone: it needs no
 * bootstrapping and no assets.
 */
public abstract class RegionalStack extends Stack {

  /** Availability zones that a region is expected to have. */
  public static final int ZONES = 3;

  /**
   * @param name what the stack is for; its name on AWS is {@code sugang-<name>}
   */
  protected RegionalStack(Construct scope, String name, String description) {
    super(
        scope,
        name,
        StackProps.builder()
            .stackName("sugang-" + name)
            .description(description)
            .analyticsReporting(false)
            .terminationProtection(true)
            .synthesizer(new BootstraplessSynthesizer())
            .build());
  }

  /** The value of a parameter that has to be given. */
  protected final String needed(String id, String description) {
    return CfnParameter.Builder.create(this, id)
        .description(description)
        .minLength(1)
        .build()
        .getValueAsString();
  }

  /** The first zones of whichever region the stack goes to. */
  @Override
  public List<String> getAvailabilityZones() {
    List<String> zones = Fn.getAzs();
    return List.of(Fn.select(0, zones), Fn.select(1, zones), Fn.select(2, zones));
  }
}
