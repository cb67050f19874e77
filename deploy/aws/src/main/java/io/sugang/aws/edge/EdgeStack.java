package io.sugang.aws.edge;

import io.sugang.aws.RegionalStack;
import io.sugang.aws.network.NetworkStack;
import io.sugang.aws.network.SecurityGroups;
import io.sugang.aws.size.Profile;
import io.sugang.aws.size.Size;
import java.util.List;
import java.util.Optional;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationListener;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationListenerRule;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationLoadBalancer;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationProtocol;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationTargetGroup;
import software.amazon.awscdk.services.elasticloadbalancingv2.BaseApplicationListenerProps;
import software.amazon.awscdk.services.elasticloadbalancingv2.FixedResponseOptions;
import software.amazon.awscdk.services.elasticloadbalancingv2.HealthCheck;
import software.amazon.awscdk.services.elasticloadbalancingv2.ListenerAction;
import software.amazon.awscdk.services.elasticloadbalancingv2.ListenerCertificate;
import software.amazon.awscdk.services.elasticloadbalancingv2.ListenerCondition;
import software.amazon.awscdk.services.elasticloadbalancingv2.RedirectOptions;
import software.amazon.awscdk.services.elasticloadbalancingv2.SslPolicy;
import software.amazon.awscdk.services.elasticloadbalancingv2.TargetType;
import software.amazon.awscdk.services.elasticloadbalancingv2.WeightedTargetGroup;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.constructs.Construct;

/** Where the internet comes in: the load balancer, with its firewall if no CDN stands before it. */
public final class EdgeStack extends RegionalStack {

  /** Header by which the load balancer knows that the CDN calls. */
  static final String ORIGIN_HEADER = "X-Sugang-Origin";

  /**
   * Who has started, for the load balancer. Not who is ready: ECS replaces what the balancer finds
   * unhealthy, and a gateway that says "later" while Redis or SQS is away is not fixed by that.
   */
  public static final String HEALTH_PATH = "/q/health/started";

  private final ApplicationLoadBalancer loadBalancer;
  private final ApplicationListener listener;
  private final ApplicationListenerRule gatewayRule;
  private final ApplicationTargetGroup blue;
  private final Optional<ApplicationTargetGroup> green;

  public EdgeStack(Construct scope, Size size, Profile profile, NetworkStack network) {
    super(scope, "edge", "Sugang: load balancer, firewall");
    CfnParameter certificate =
        CfnParameter.Builder.create(this, "Certificate")
            .description("ARN of the site's certificate, in this region")
            .allowedPattern("^arn:aws[a-z-]*:acm:.*$")
            .build();
    loadBalancer =
        ApplicationLoadBalancer.Builder.create(this, "LoadBalancer")
            .vpc(network.vpc())
            .vpcSubnets(SubnetSelection.builder().subnetType(SubnetType.PUBLIC).build())
            .internetFacing(true)
            .securityGroup(network.securityGroups().loadBalancer())
            .deletionProtection(true)
            .dropInvalidHeaderFields(true)
            // Event streams say something every 15 s.
            .idleTimeout(Duration.seconds(75))
            .http2Enabled(true)
            .build();
    logAccess();
    if (profile == Profile.FARGATE) {
      blue = targets("Blue", TargetType.IP, network);
      green = Optional.of(targets("Green", TargetType.IP, network));
    } else {
      blue = targets("Blue", TargetType.INSTANCE, network);
      green = Optional.empty();
    }
    loadBalancer.addListener(
        "Http",
        BaseApplicationListenerProps.builder()
            .protocol(ApplicationProtocol.HTTP)
            .port(80)
            .open(false)
            .defaultAction(
                ListenerAction.redirect(
                    RedirectOptions.builder()
                        .protocol("HTTPS")
                        .port("443")
                        .permanent(true)
                        .build()))
            .build());
    listener =
        loadBalancer.addListener(
            "Https",
            BaseApplicationListenerProps.builder()
                .protocol(ApplicationProtocol.HTTPS)
                .port(443)
                .open(false)
                .sslPolicy(SslPolicy.RECOMMENDED_TLS)
                .certificates(List.of(ListenerCertificate.fromArn(certificate.getValueAsString())))
                .defaultAction(
                    ListenerAction.fixedResponse(
                        403,
                        FixedResponseOptions.builder()
                            .contentType("application/json")
                            .messageBody("{\"title\":\"Forbidden\",\"status\":403}")
                            .build()))
                .build());
    gatewayRule =
        ApplicationListenerRule.Builder.create(this, "Gateway")
            .listener(listener)
            .priority(10)
            .conditions(List.of(fromWhom(size)))
            .action(green.map(this::blueOrGreen).orElse(ListenerAction.forward(List.of(blue))))
            .build();
    if (!size.extras().cdn()) {
      new Firewall(this, Firewall.Scope.REGIONAL).protect(loadBalancer.getLoadBalancerArn());
    }
    new OriginName(this, loadBalancer);
  }

  private ListenerAction blueOrGreen(ApplicationTargetGroup other) {
    return ListenerAction.weightedForward(
        List.of(
            WeightedTargetGroup.builder().targetGroup(blue).weight(100).build(),
            WeightedTargetGroup.builder().targetGroup(other).weight(0).build()));
  }

  /** With a CDN only its calls are let in, by a secret that it sends along. */
  private ListenerCondition fromWhom(Size size) {
    if (!size.extras().cdn()) {
      return ListenerCondition.pathPatterns(List.of("/*"));
    }
    CfnParameter secret =
        CfnParameter.Builder.create(this, "OriginSecret")
            .description("The same as in the stack sugang-cdn; at least 32 characters")
            .noEcho(true)
            .minLength(32)
            .maxLength(128)
            .build();
    return ListenerCondition.httpHeader(ORIGIN_HEADER, List.of(secret.getValueAsString()));
  }

  private ApplicationTargetGroup targets(String id, TargetType type, NetworkStack network) {
    return ApplicationTargetGroup.Builder.create(this, id)
        .vpc(network.vpc())
        .targetType(type)
        .protocol(ApplicationProtocol.HTTP)
        .port(SecurityGroups.GATEWAY_PORT)
        .deregistrationDelay(Duration.seconds(30))
        .healthCheck(
            HealthCheck.builder()
                .path(HEALTH_PATH)
                .port(Integer.toString(SecurityGroups.GATEWAY_MANAGEMENT_PORT))
                .healthyHttpCodes("200")
                .interval(Duration.seconds(10))
                .timeout(Duration.seconds(5))
                .healthyThresholdCount(2)
                .unhealthyThresholdCount(3)
                .build())
        .build();
  }

  private void logAccess() {
    Bucket logs =
        Bucket.Builder.create(this, "AccessLogs")
            .encryption(BucketEncryption.S3_MANAGED)
            .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
            .enforceSsl(true)
            .versioned(false)
            .lifecycleRules(List.of(LifecycleRule.builder().expiration(Duration.days(90)).build()))
            .removalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)
            .build();
    logs.addToResourcePolicy(
        PolicyStatement.Builder.create()
            .principals(
                List.of(new ServicePrincipal("logdelivery.elasticloadbalancing.amazonaws.com")))
            .actions(List.of("s3:PutObject"))
            .resources(List.of(logs.arnForObjects("AWSLogs/" + getAccount() + "/*")))
            .build());
    loadBalancer.setAttribute("access_logs.s3.enabled", "true");
    loadBalancer.setAttribute("access_logs.s3.bucket", logs.getBucketName());
    loadBalancer.getNode().addDependency(logs);
  }

  public ApplicationLoadBalancer loadBalancer() {
    return loadBalancer;
  }

  public ApplicationListenerRule gatewayRule() {
    return gatewayRule;
  }

  /** The gateways that serve. */
  public ApplicationTargetGroup blue() {
    return blue;
  }

  /** The gateways of a new version, until they serve; none on machines. */
  public Optional<ApplicationTargetGroup> green() {
    return green;
  }
}
