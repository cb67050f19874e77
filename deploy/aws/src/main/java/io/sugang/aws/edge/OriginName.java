package io.sugang.aws.edge;

import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationLoadBalancer;
import software.amazon.awscdk.services.route53.CfnRecordSet;
import software.constructs.Construct;

/**
 * The load balancer's name, if its zone is given: the site's, or the origin's if a CDN has the
 * site's. With two regions it is the business of {@link FailoverStack}.
 */
final class OriginName extends Construct {

  OriginName(Construct scope, ApplicationLoadBalancer loadBalancer) {
    super(scope, "OriginName");
    String zone = parameter("HostedZone", "Id of the Route 53 zone of Name; empty: no record");
    String name = parameter("Name", "Name that the certificate is for, like sugang.example.ac.kr");
    CfnCondition wanted =
        CfnCondition.Builder.create(this, "Wanted")
            .expression(Fn.conditionNot(Fn.conditionEquals(zone, "")))
            .build();
    CfnRecordSet record =
        CfnRecordSet.Builder.create(this, "Record")
            .hostedZoneId(zone)
            .name(name)
            .type("A")
            .aliasTarget(
                CfnRecordSet.AliasTargetProperty.builder()
                    .dnsName(loadBalancer.getLoadBalancerDnsName())
                    .hostedZoneId(loadBalancer.getLoadBalancerCanonicalHostedZoneId())
                    .build())
            .build();
    record.getCfnOptions().setCondition(wanted);
    output("Origin", "Address of the load balancer", loadBalancer.getLoadBalancerDnsName());
    output(
        "OriginZone", "Zone of that address", loadBalancer.getLoadBalancerCanonicalHostedZoneId());
  }

  private String parameter(String id, String description) {
    return CfnParameter.Builder.create(Stack.of(this), id)
        .description(description)
        .defaultValue("")
        .build()
        .getValueAsString();
  }

  private void output(String id, String description, String value) {
    CfnOutput.Builder.create(Stack.of(this), id).description(description).value(value).build();
  }
}
