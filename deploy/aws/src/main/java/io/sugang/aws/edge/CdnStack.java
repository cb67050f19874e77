package io.sugang.aws.edge;

import io.sugang.aws.RegionalStack;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.certificatemanager.Certificate;
import software.amazon.awscdk.services.cloudfront.AllowedMethods;
import software.amazon.awscdk.services.cloudfront.BehaviorOptions;
import software.amazon.awscdk.services.cloudfront.CacheCookieBehavior;
import software.amazon.awscdk.services.cloudfront.CacheHeaderBehavior;
import software.amazon.awscdk.services.cloudfront.CachePolicy;
import software.amazon.awscdk.services.cloudfront.CacheQueryStringBehavior;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.cloudfront.ErrorResponse;
import software.amazon.awscdk.services.cloudfront.HttpVersion;
import software.amazon.awscdk.services.cloudfront.ICachePolicy;
import software.amazon.awscdk.services.cloudfront.IOrigin;
import software.amazon.awscdk.services.cloudfront.OriginProtocolPolicy;
import software.amazon.awscdk.services.cloudfront.OriginRequestPolicy;
import software.amazon.awscdk.services.cloudfront.OriginSslPolicy;
import software.amazon.awscdk.services.cloudfront.ResponseHeadersPolicy;
import software.amazon.awscdk.services.cloudfront.SecurityPolicyProtocol;
import software.amazon.awscdk.services.cloudfront.ViewerProtocolPolicy;
import software.amazon.awscdk.services.cloudfront.origins.HttpOrigin;
import software.amazon.awscdk.services.cloudfront.origins.S3BucketOrigin;
import software.amazon.awscdk.services.route53.CfnRecordSet;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.constructs.Construct;

/**
 * The CDN, with the firewall and the site's name. To be deployed in {@code us-east-1}, where
 * CloudFront looks for its certificate and its firewall.
 */
public final class CdnStack extends RegionalStack {

  /** CloudFront's own hosted zone, the same for every distribution. */
  private static final String CLOUDFRONT_ZONE = "Z2FDTNDATAQYW2";

  private static final String MAINTENANCE = "/maintenance/index.html";

  private final Distribution distribution;

  public CdnStack(Construct scope) {
    super(scope, "cdn", "Sugang: CDN, firewall, name; deploy in us-east-1");
    String origin = needed("OriginName", "Name that the load balancer's certificate is for");
    String site = needed("SiteName", "Name that students type, like sugang.example.ac.kr");
    String zone = needed("HostedZone", "Id of the Route 53 zone that the name is in");
    String certificate = needed("Certificate", "ARN of the name's certificate, in us-east-1");
    CfnParameter secret =
        CfnParameter.Builder.create(this, "OriginSecret")
            .description("The same as in the stack sugang-edge; at least 32 characters")
            .noEcho(true)
            .minLength(32)
            .maxLength(128)
            .build();
    IOrigin gateways =
        HttpOrigin.Builder.create(origin)
            .protocolPolicy(OriginProtocolPolicy.HTTPS_ONLY)
            .originSslProtocols(List.of(OriginSslPolicy.TLS_V1_2))
            .customHeaders(Map.of(EdgeStack.ORIGIN_HEADER, secret.getValueAsString()))
            .readTimeout(Duration.seconds(60))
            .keepaliveTimeout(Duration.seconds(60))
            .build();
    var behaviors = new LinkedHashMap<String, BehaviorOptions>();
    behaviors.put("/maintenance/*", pages(S3BucketOrigin.withOriginAccessControl(maintenance())));
    behaviors.put("/assets/*", reads(gateways, CachePolicy.CACHING_OPTIMIZED));
    behaviors.put("/api/v1/terms*", reads(gateways, shortTime()));
    behaviors.put("/api/v1/sections*", reads(gateways, shortTime()));
    distribution =
        Distribution.Builder.create(this, "Distribution")
            .comment("Sugang")
            .domainNames(List.of(site))
            .certificate(Certificate.fromCertificateArn(this, "SiteCertificate", certificate))
            .minimumProtocolVersion(SecurityPolicyProtocol.TLS_V1_2_2021)
            .httpVersion(HttpVersion.HTTP2_AND_3)
            .webAclId(new Firewall(this, Firewall.Scope.CLOUDFRONT).arn())
            .defaultBehavior(api(gateways))
            .additionalBehaviors(behaviors)
            .errorResponses(errors())
            .enableLogging(true)
            .logBucket(logs())
            .build();
    name("Name", "A", zone, site);
    name("NameV6", "AAAA", zone, site);
  }

  private void name(String id, String type, String zone, String site) {
    CfnRecordSet.Builder.create(this, id)
        .hostedZoneId(zone)
        .name(site)
        .type(type)
        .aliasTarget(
            CfnRecordSet.AliasTargetProperty.builder()
                .dnsName(distribution.getDistributionDomainName())
                .hostedZoneId(CLOUDFRONT_ZONE)
                .build())
        .build();
  }

  /** Everything that is about a person: never kept, with all that the browser sent. */
  private static BehaviorOptions api(IOrigin gateways) {
    return BehaviorOptions.builder()
        .origin(gateways)
        .viewerProtocolPolicy(ViewerProtocolPolicy.REDIRECT_TO_HTTPS)
        .allowedMethods(AllowedMethods.ALLOW_ALL)
        .cachePolicy(CachePolicy.CACHING_DISABLED)
        .originRequestPolicy(OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER)
        .responseHeadersPolicy(ResponseHeadersPolicy.SECURITY_HEADERS)
        .build();
  }

  private static BehaviorOptions reads(IOrigin gateways, ICachePolicy kept) {
    return BehaviorOptions.builder()
        .origin(gateways)
        .viewerProtocolPolicy(ViewerProtocolPolicy.REDIRECT_TO_HTTPS)
        .allowedMethods(AllowedMethods.ALLOW_GET_HEAD_OPTIONS)
        .cachePolicy(kept)
        .responseHeadersPolicy(ResponseHeadersPolicy.SECURITY_HEADERS)
        .build();
  }

  private static BehaviorOptions pages(IOrigin bucket) {
    return BehaviorOptions.builder()
        .origin(bucket)
        .viewerProtocolPolicy(ViewerProtocolPolicy.REDIRECT_TO_HTTPS)
        .cachePolicy(CachePolicy.CACHING_OPTIMIZED)
        .responseHeadersPolicy(ResponseHeadersPolicy.SECURITY_HEADERS)
        .build();
  }

  /** Seats are looked at by everybody and may be a second old; so may a CDN's copy be. */
  private ICachePolicy shortTime() {
    if (getNode().tryFindChild("ShortTime") instanceof CachePolicy known) {
      return known;
    }
    return CachePolicy.Builder.create(this, "ShortTime")
        .comment("Sugang: catalogue and seats")
        .minTtl(Duration.seconds(0))
        .defaultTtl(Duration.seconds(1))
        .maxTtl(Duration.seconds(5))
        .queryStringBehavior(CacheQueryStringBehavior.all())
        .headerBehavior(CacheHeaderBehavior.allowList("Accept-Language"))
        .cookieBehavior(CacheCookieBehavior.none())
        .enableAcceptEncodingGzip(true)
        .enableAcceptEncodingBrotli(true)
        .build();
  }

  /** What went wrong for one is nobody else's answer: errors are never kept. */
  private static List<ErrorResponse> errors() {
    Stream<ErrorResponse> ours =
        Stream.of(400, 403, 404, 405, 414, 500, 501, 503)
            .map(
                status ->
                    ErrorResponse.builder().httpStatus(status).ttl(Duration.seconds(0)).build());
    return Stream.concat(Stream.of(unreachable(502), unreachable(504)), ours).toList();
  }

  /** The gateway never says 502 or 504 itself, so these mean that nobody answers. */
  private static ErrorResponse unreachable(int status) {
    return ErrorResponse.builder()
        .httpStatus(status)
        .responseHttpStatus(503)
        .responsePagePath(MAINTENANCE)
        .ttl(Duration.seconds(0))
        .build();
  }

  private Bucket maintenance() {
    return bucket("Maintenance")
        .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
        .versioned(true)
        .build();
  }

  private Bucket logs() {
    return bucket("Logs")
        .objectOwnership(ObjectOwnership.BUCKET_OWNER_PREFERRED)
        .lifecycleRules(List.of(LifecycleRule.builder().expiration(Duration.days(90)).build()))
        .build();
  }

  private Bucket.Builder bucket(String id) {
    return Bucket.Builder.create(this, id)
        .encryption(BucketEncryption.S3_MANAGED)
        .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
        .enforceSsl(true)
        .removalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
  }
}
