package io.sugang.aws.edge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.wafv2.CfnWebACL;
import software.amazon.awscdk.services.wafv2.CfnWebACL.CustomHTTPHeaderProperty;
import software.amazon.awscdk.services.wafv2.CfnWebACL.CustomResponseProperty;
import software.amazon.awscdk.services.wafv2.CfnWebACL.RuleProperty;
import software.amazon.awscdk.services.wafv2.CfnWebACL.StatementProperty;
import software.amazon.awscdk.services.wafv2.CfnWebACLAssociation;
import software.constructs.Construct;

/**
 * The web application firewall. Its limits are far above what a person does: a hundred clicks on a
 * button are no attack, and a campus may reach us from one address.
 */
final class Firewall extends Construct {

  /** Calls with one token in five minutes. */
  private static final int CALLS_OF_A_TOKEN = 3_000;

  /** Calls from one address in five minutes. */
  private static final int CALLS_OF_AN_ADDRESS = 600_000;

  private final CfnWebACL acl;

  enum Scope {
    REGIONAL,
    CLOUDFRONT
  }

  Firewall(Construct scope, Scope where) {
    super(scope, "Firewall");
    List<RuleProperty> rules = new ArrayList<>();
    rules.add(managed(rules.size(), "AWSManagedRulesAmazonIpReputationList"));
    rules.add(managed(rules.size(), "AWSManagedRulesKnownBadInputsRuleSet"));
    rules.add(managed(rules.size(), "AWSManagedRulesCommonRuleSet"));
    rules.add(rate(rules.size(), "token", CALLS_OF_A_TOKEN, byToken()));
    rules.add(rate(rules.size(), "address", CALLS_OF_AN_ADDRESS, byAddress()));
    acl =
        CfnWebACL.Builder.create(this, "Acl")
            .scope(where.name())
            .defaultAction(
                CfnWebACL.DefaultActionProperty.builder()
                    .allow(CfnWebACL.AllowActionProperty.builder().build())
                    .build())
            .rules(rules)
            .visibilityConfig(visibility("sugang"))
            .build();
  }

  private static RuleProperty managed(int priority, String name) {
    return RuleProperty.builder()
        .name(name)
        .priority(priority)
        .statement(
            StatementProperty.builder()
                .managedRuleGroupStatement(
                    CfnWebACL.ManagedRuleGroupStatementProperty.builder()
                        .vendorName("AWS")
                        .name(name)
                        .build())
                .build())
        .overrideAction(CfnWebACL.OverrideActionProperty.builder().none(Map.of()).build())
        .visibilityConfig(visibility(name))
        .build();
  }

  private static CfnWebACL.RateBasedStatementProperty.Builder byToken() {
    return CfnWebACL.RateBasedStatementProperty.builder()
        .aggregateKeyType("CUSTOM_KEYS")
        .customKeys(
            List.of(
                CfnWebACL.RateBasedStatementCustomKeyProperty.builder()
                    .header(
                        CfnWebACL.RateLimitHeaderProperty.builder()
                            .name("Authorization")
                            .textTransformations(
                                List.of(
                                    CfnWebACL.TextTransformationProperty.builder()
                                        .priority(0)
                                        .type("NONE")
                                        .build()))
                            .build())
                    .build()));
  }

  private static CfnWebACL.RateBasedStatementProperty.Builder byAddress() {
    return CfnWebACL.RateBasedStatementProperty.builder().aggregateKeyType("IP");
  }

  private static RuleProperty rate(
      int priority, String name, int limit, CfnWebACL.RateBasedStatementProperty.Builder rate) {
    return RuleProperty.builder()
        .name("rate-of-" + name)
        .priority(priority)
        .statement(
            StatementProperty.builder().rateBasedStatement(rate.limit(limit).build()).build())
        .action(
            CfnWebACL.RuleActionProperty.builder()
                .block(
                    CfnWebACL.BlockActionProperty.builder()
                        .customResponse(
                            CustomResponseProperty.builder()
                                .responseCode(429)
                                .responseHeaders(
                                    List.of(
                                        CustomHTTPHeaderProperty.builder()
                                            .name("Retry-After")
                                            .value("30")
                                            .build()))
                                .build())
                        .build())
                .build())
        .visibilityConfig(visibility("rate-of-" + name))
        .build();
  }

  private static CfnWebACL.VisibilityConfigProperty visibility(String name) {
    return CfnWebACL.VisibilityConfigProperty.builder()
        .cloudWatchMetricsEnabled(true)
        .sampledRequestsEnabled(true)
        .metricName(name)
        .build();
  }

  String arn() {
    return acl.getAttrArn();
  }

  /** Stands before a load balancer. */
  void protect(String resourceArn) {
    CfnWebACLAssociation.Builder.create(this, "Protects")
        .webAclArn(arn())
        .resourceArn(resourceArn)
        .build();
  }
}
