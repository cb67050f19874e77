package io.sugang.aws.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sugang.aws.Synthesis;
import io.sugang.aws.Template;
import io.sugang.aws.size.Size;
import java.util.List;
import org.junit.jupiter.api.Test;

class EdgeStackTest {

  @Test
  void theBalancerAsksTheGatewaysWhetherTheyHaveStarted() {
    Template edge = Synthesis.of(Size.CAMPUS, "edge");
    assertThat(edge.all("ElasticLoadBalancingV2::TargetGroup").values())
        .hasSize(2)
        .allSatisfy(
            targets -> {
              assertThat(targets.get("HealthCheckPath").asText()).isEqualTo("/q/health/started");
              assertThat(targets.get("HealthCheckPort").asText()).isEqualTo("9080");
              assertThat(targets.get("Port").asInt()).isEqualTo(8080);
              assertThat(targets.toString()).contains("deregistration_delay.timeout_seconds");
            });
  }

  @Test
  void whoServesGetsEverything() {
    JsonNode groups =
        Synthesis.of(Size.CAMPUS, "edge")
            .one("ElasticLoadBalancingV2::ListenerRule")
            .at("/Actions/0/ForwardConfig/TargetGroups");
    assertThat(groups.findValues("Weight")).extracting(JsonNode::asInt).containsExactly(100, 0);
  }

  @Test
  void plainHttpIsSentOnAndOldTlsRefused() {
    Template edge = Synthesis.of(Size.CAMPUS, "edge");
    assertThat(edge.all("ElasticLoadBalancingV2::Listener").values())
        .anySatisfy(
            listener -> {
              assertThat(listener.get("Port").asInt()).isEqualTo(80);
              assertThat(listener.at("/DefaultActions/0/RedirectConfig/Protocol").asText())
                  .isEqualTo("HTTPS");
            });
    assertThat(
            edge.one("ElasticLoadBalancingV2::Listener", "LoadBalancerHttps")
                .get("SslPolicy")
                .asText())
        .contains("TLS13");
    JsonNode attributes =
        edge.one("ElasticLoadBalancingV2::LoadBalancer").get("LoadBalancerAttributes");
    assertThat(attribute(attributes, "idle_timeout.timeout_seconds")).isEqualTo("75");
    assertThat(attribute(attributes, "routing.http.drop_invalid_header_fields.enabled"))
        .isEqualTo("true");
    assertThat(attribute(attributes, "access_logs.s3.enabled")).isEqualTo("true");
    assertThat(attribute(attributes, "deletion_protection.enabled")).isEqualTo("true");
  }

  @Test
  void withoutACdnTheFirewallStandsBeforeTheBalancer() {
    Template edge = Synthesis.of(Size.CAMPUS, "edge");
    assertThat(edge.all("WAFv2::WebACLAssociation")).hasSize(1);
    requireRules(edge.one("WAFv2::WebACL"), "REGIONAL");
  }

  @Test
  void withACdnTheFirewallStandsBeforeItAndTheBalancerLetsInTheCdnAlone() {
    requireRules(Synthesis.of(Size.RUSH, "cdn").one("WAFv2::WebACL"), "CLOUDFRONT");
    Template edge = Synthesis.of(Size.RUSH, "edge");
    assertThat(edge.all("WAFv2::WebACL")).isEmpty();
    JsonNode rule = edge.one("ElasticLoadBalancingV2::ListenerRule");
    assertThat(rule.at("/Conditions/0/HttpHeaderConfig/HttpHeaderName").asText())
        .isEqualTo("X-Sugang-Origin");
    assertThat(edge.json().at("/Parameters/OriginSecret/NoEcho").asBoolean()).isTrue();
    assertThat(edge.one("ElasticLoadBalancingV2::Listener", "LoadBalancerHttps").toString())
        .contains("\"StatusCode\":\"403\"");
  }

  @Test
  void theCdnKeepsSeatsForSecondsAndWhatIsPersonalNever() {
    JsonNode distribution =
        Synthesis.of(Size.RUSH, "cdn").one("CloudFront::Distribution").get("DistributionConfig");
    JsonNode policy =
        Synthesis.of(Size.RUSH, "cdn").one("CloudFront::CachePolicy").get("CachePolicyConfig");
    assertThat(policy.get("MaxTTL").asInt()).isLessThanOrEqualTo(5);
    // AWS's policy that keeps nothing.
    assertThat(distribution.at("/DefaultCacheBehavior/CachePolicyId").asText())
        .isEqualTo("4135ea2d-6df8-44a3-9df3-4b5a84be39ad");
    assertThat(distribution.get("CacheBehaviors"))
        .extracting(behavior -> behavior.get("PathPattern").asText())
        .containsExactly("/maintenance/*", "/assets/*", "/api/v1/terms*", "/api/v1/sections*");
    assertThat(distribution.get("CustomErrorResponses"))
        .extracting(error -> error.get("ErrorCode").asInt())
        .contains(502, 504, 503, 500, 404);
    assertThat(distribution.get("CustomErrorResponses"))
        .allSatisfy(error -> assertThat(error.get("ErrorCachingMinTTL").asInt()).isZero());
  }

  private static void requireRules(JsonNode acl, String scope) {
    assertThat(acl.get("Scope").asText()).isEqualTo(scope);
    List<String> names = acl.get("Rules").findValuesAsText("Name");
    assertThat(names)
        .contains(
            "AWSManagedRulesCommonRuleSet",
            "AWSManagedRulesKnownBadInputsRuleSet",
            "rate-of-token",
            "rate-of-address");
    for (JsonNode rule : acl.get("Rules")) {
      if (rule.get("Name").asText().startsWith("rate-of")) {
        assertThat(rule.at("/Action/Block/CustomResponse/ResponseCode").asInt()).isEqualTo(429);
        // A hundred clicks of a person are no attack.
        assertThat(rule.at("/Statement/RateBasedStatement/Limit").asInt())
            .isGreaterThanOrEqualTo(3_000);
      }
    }
  }

  private static String attribute(JsonNode attributes, String key) {
    for (JsonNode attribute : attributes) {
      if (attribute.get("Key").asText().equals(key)) {
        return attribute.get("Value").asText();
      }
    }
    return null;
  }
}
