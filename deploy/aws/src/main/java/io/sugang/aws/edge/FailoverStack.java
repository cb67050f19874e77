package io.sugang.aws.edge;

import io.sugang.aws.RegionalStack;
import java.util.List;
import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.route53.CfnHealthCheck;
import software.amazon.awscdk.services.route53.CfnHealthCheck.HealthCheckConfigProperty;
import software.amazon.awscdk.services.route53.CfnRecordSet;
import software.amazon.awscdk.services.route53.CfnRecordSet.AliasTargetProperty;
import software.constructs.Construct;

/**
 * The origin's name over two regions. While the first region serves, its balancer answers, and the
 * second's says "later" if the first one's is gone. Once an operator says that the second serves,
 * the first is never asked again, even if it comes back: its database may have missed decisions.
 */
public final class FailoverStack extends RegionalStack {

  private final String zone;
  private final String name;

  public FailoverStack(Construct scope) {
    super(scope, "failover", "Sugang: which region answers; deploy in us-east-1");
    zone = needed("HostedZone", "Id of the Route 53 zone that the origin's name is in");
    name = needed("OriginName", "Name that both load balancers' certificates are for");
    String first = needed("FirstOrigin", "Output Origin of the first region's sugang-edge");
    String firstZone = needed("FirstOriginZone", "Output OriginZone of the same");
    String second = needed("SecondOrigin", "Output Origin of the second region's sugang-edge");
    String secondZone = needed("SecondOriginZone", "Output OriginZone of the same");
    CfnParameter serving =
        CfnParameter.Builder.create(this, "Serving")
            .description("The region that serves; change it before the second is promoted")
            .allowedValues(List.of("first", "second"))
            .defaultValue("first")
            .build();
    CfnCondition firstServes =
        CfnCondition.Builder.create(this, "FirstServes")
            .expression(Fn.conditionEquals(serving.getValueAsString(), "first"))
            .build();
    // Both records stay whoever serves: Route 53 takes no other kind of record beside them.
    // A balancer sends plain calls on to HTTPS as long as its region is there.
    var alive =
        CfnHealthCheck.Builder.create(this, "FirstIsThere")
            .healthCheckConfig(
                HealthCheckConfigProperty.builder()
                    .type("HTTP")
                    .fullyQualifiedDomainName(first)
                    .port(80)
                    .resourcePath("/")
                    .requestInterval(10)
                    .failureThreshold(3)
                    .build())
            .build();
    record("First", "PRIMARY")
        .healthCheckId(alive.getRef())
        .aliasTarget(
            alias(either(firstServes, first, second), either(firstServes, firstZone, secondZone)))
        .build();
    record("Second", "SECONDARY").aliasTarget(alias(second, secondZone)).build();
  }

  private static String either(CfnCondition condition, String yes, String no) {
    return Token.asString(Fn.conditionIf(condition.getLogicalId(), yes, no));
  }

  private CfnRecordSet.Builder record(String id, String role) {
    return CfnRecordSet.Builder.create(this, id)
        .hostedZoneId(zone)
        .name(name)
        .type("A")
        .setIdentifier(id)
        .failover(role);
  }

  private static AliasTargetProperty alias(String balancer, String balancerZone) {
    return AliasTargetProperty.builder()
        .dnsName(balancer)
        .hostedZoneId(balancerZone)
        .evaluateTargetHealth(false)
        .build();
  }
}
