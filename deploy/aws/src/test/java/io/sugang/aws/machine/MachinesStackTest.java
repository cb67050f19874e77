package io.sugang.aws.machine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sugang.aws.Synthesis;
import io.sugang.aws.Template;
import io.sugang.aws.service.Service;
import io.sugang.aws.size.Profile;
import io.sugang.aws.size.Size;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class MachinesStackTest {

  record Case(Size size, Service service) {}

  static Stream<Case> all() {
    return Stream.of(Size.values())
        .flatMap(size -> Stream.of(Service.values()).map(service -> new Case(size, service)));
  }

  @ParameterizedTest
  @MethodSource("all")
  void eachServiceHasAGroupOfItsFleetsSize(Case c) {
    JsonNode group = group(c.size(), c.service());
    Size.Fleet fleet = c.service().fleet(c.size());
    assertThat(group.get("MinSize").asInt()).isEqualTo(fleet.least()).isPositive();
    assertThat(group.get("MaxSize").asInt()).isEqualTo(fleet.most());
    JsonNode mix = group.at("/MixedInstancesPolicy/InstancesDistribution");
    assertThat(mix.get("OnDemandBaseCapacity").asInt()).isEqualTo(fleet.least());
    boolean spot = c.size().extras().spot() && c.service().maySpot();
    assertThat(mix.get("OnDemandPercentageAboveBaseCapacity").asInt()).isEqualTo(spot ? 25 : 100);
    assertThat(group.has("DesiredCapacity")).as("a deployment undoes no scaling").isFalse();
  }

  @ParameterizedTest
  @EnumSource(Size.class)
  void machinesAreClosedAndEncrypted(Size size) {
    Map<String, JsonNode> templates = machines(size).all("EC2::LaunchTemplate");
    assertThat(templates).hasSize(Service.values().length);
    for (JsonNode template : templates.values()) {
      JsonNode data = template.get("LaunchTemplateData");
      assertThat(data.at("/MetadataOptions/HttpTokens").asText()).isEqualTo("required");
      assertThat(data.at("/BlockDeviceMappings/0/Ebs/Encrypted").asBoolean()).isTrue();
      assertThat(data.has("KeyName")).as("nobody comes in by SSH").isFalse();
      assertThat(data.at("/ImageId/Ref").asText()).isEqualTo("MachineImage");
    }
  }

  @ParameterizedTest
  @EnumSource(Service.class)
  void aNewVersionComesInTurnAndGoesBackIfItIsNotReady(Service service) {
    JsonNode policy =
        machines(Size.CAMPUS)
            .json()
            .at("/Resources/" + service.id() + "Machines/UpdatePolicy/AutoScalingRollingUpdate");
    assertThat(policy.get("WaitOnResourceSignals").asBoolean()).isTrue();
    assertThat(policy.get("MinSuccessfulInstancesPercent").asInt()).isEqualTo(100);
    assertThat(policy.get("MinActiveInstancesPercent").asInt()).isEqualTo(100);
    assertThat(
            machines(Size.CAMPUS)
                .json()
                .at(
                    "/Resources/%sMachines/CreationPolicy/ResourceSignal/Count"
                        .formatted(service.id()))
                .asInt())
        .isEqualTo(service.fleet(Size.CAMPUS).least());
    assertThat(policy.get("MinInstancesInService").asInt())
        .isEqualTo(service.fleet(Size.CAMPUS).least());
  }

  @Test
  void whatOperatorsTypeIsKept() {
    JsonNode document = machines(Size.CAMPUS).one("SSM::Document");
    assertThat(document.get("DocumentType").asText()).isEqualTo("Session");
    assertThat(document.at("/Content/inputs/cloudWatchLogGroupName/Ref").asText())
        .startsWith("SessionsLog");
    assertThat(
            machines(Size.CAMPUS)
                .one("Logs::LogGroup", "SessionsLog")
                .get("RetentionInDays")
                .asInt())
        .isEqualTo(365);
  }

  @Test
  void balancersSayWhetherGatewayAndEnrollmentServe() {
    for (Service service : Service.values()) {
      JsonNode group = group(Size.RUSH, service);
      assertThat(group.get("HealthCheckType").asText()).isEqualTo(service.hasApi() ? "ELB" : "EC2");
      assertThat(group.path("TargetGroupARNs").size()).isEqualTo(service.hasApi() ? 1 : 0);
    }
  }

  @Test
  void enrollmentIsReachedFromGatewaysOnly() {
    JsonNode balancer = machines(Size.CAMPUS).one("ElasticLoadBalancingV2::LoadBalancer");
    assertThat(balancer.get("Scheme").asText()).isEqualTo("internal");
    List<Integer> ports =
        machines(Size.CAMPUS).all("EC2::SecurityGroupIngress").values().stream()
            .map(rule -> rule.get("FromPort").asInt())
            .sorted()
            .toList();
    assertThat(ports).containsExactly(8081, 8081, 9081);
    assertThat(machines(Size.CAMPUS).one("EC2::SecurityGroup").has("SecurityGroupIngress"))
        .isFalse();
  }

  /** The same figures and steps as for tasks. */
  @ParameterizedTest
  @EnumSource(Size.class)
  void machinesFollowTheSameRulesAsTasks(Size size) {
    assertThat(targets(machines(size), "AutoScaling", "/TargetTrackingConfiguration/TargetValue"))
        .isEqualTo(
            targets(
                Synthesis.of(size, "services"),
                "ApplicationAutoScaling",
                "/TargetTrackingScalingPolicyConfiguration/TargetValue"));
    assertThat(steps(machines(size), "AutoScaling", "/StepAdjustments"))
        .isEqualTo(
            steps(
                Synthesis.of(size, "services"),
                "ApplicationAutoScaling",
                "/StepScalingPolicyConfiguration/StepAdjustments"));
  }

  private static List<Integer> targets(Template template, String service, String path) {
    return template.all(service + "::ScalingPolicy").values().stream()
        .map(policy -> policy.at(path))
        .filter(JsonNode::isNumber)
        .map(JsonNode::asInt)
        .sorted()
        .toList();
  }

  private static List<String> steps(Template template, String service, String path) {
    return template.all(service + "::ScalingPolicy").values().stream()
        .flatMap(policy -> StreamSupport.stream(policy.at(path).spliterator(), false))
        // Downwards machines follow their targets only.
        .filter(step -> step.get("ScalingAdjustment").asInt() > 0)
        .map(
            step ->
                "%s..%s: %s"
                    .formatted(
                        step.path("MetricIntervalLowerBound").asText(),
                        step.path("MetricIntervalUpperBound").asText(),
                        step.get("ScalingAdjustment").asText()))
        .sorted()
        .toList();
  }

  @Test
  void theGoldenImageHoldsTheReleaseOfAVersion() {
    Template image = Synthesis.of(Size.RUSH, Profile.EC2).get("sugang-image");
    String steps = image.one("ImageBuilder::Component").get("Data").toString();
    assertThat(steps).contains("/opt/sugang/machine/install").contains("ReleaseVersion");
    assertThat(
            image
                .one("ImageBuilder::InfrastructureConfiguration")
                .at("/InstanceMetadataOptions/HttpTokens")
                .asText())
        .isEqualTo("required");
    assertThat(image.json().at("/Outputs/MachineImage/Value").toString()).contains("ImageId");
  }

  private static Template machines(Size size) {
    return Synthesis.of(size, Profile.EC2).get("sugang-machines");
  }

  private static JsonNode group(Size size, Service service) {
    return machines(size).one("AutoScaling::AutoScalingGroup", service.id() + "Machines");
  }
}
