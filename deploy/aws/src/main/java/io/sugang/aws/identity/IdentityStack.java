package io.sugang.aws.identity;

import io.sugang.aws.RegionalStack;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.SecretValue;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.cognito.AccountRecovery;
import software.amazon.awscdk.services.cognito.CfnUserPoolClient;
import software.amazon.awscdk.services.cognito.CfnUserPoolGroup;
import software.amazon.awscdk.services.cognito.CfnUserPoolIdentityProvider;
import software.amazon.awscdk.services.cognito.CognitoDomainOptions;
import software.amazon.awscdk.services.cognito.FeaturePlan;
import software.amazon.awscdk.services.cognito.Mfa;
import software.amazon.awscdk.services.cognito.MfaSecondFactor;
import software.amazon.awscdk.services.cognito.OAuthFlows;
import software.amazon.awscdk.services.cognito.OAuthScope;
import software.amazon.awscdk.services.cognito.OAuthSettings;
import software.amazon.awscdk.services.cognito.PasswordPolicy;
import software.amazon.awscdk.services.cognito.ResourceServerScope;
import software.amazon.awscdk.services.cognito.SignInAliases;
import software.amazon.awscdk.services.cognito.StandardThreatProtectionMode;
import software.amazon.awscdk.services.cognito.StringAttribute;
import software.amazon.awscdk.services.cognito.UserPool;
import software.amazon.awscdk.services.cognito.UserPoolClient;
import software.amazon.awscdk.services.cognito.UserPoolClientOptions;
import software.amazon.awscdk.services.cognito.UserPoolDomain;
import software.amazon.awscdk.services.cognito.UserPoolDomainOptions;
import software.amazon.awscdk.services.cognito.UserPoolResourceServer;
import software.amazon.awscdk.services.cognito.UserPoolResourceServerOptions;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.constructs.Construct;

/**
 * Who students, registrars and operators are, by Cognito with its hosted sign-in; if the university
 * has a SAML provider, by that. Services have tokens of their own.
 */
public final class IdentityStack extends RegionalStack {

  /** Claim of a student's token that carries the student number. */
  public static final String STUDENT_CLAIM = "custom:student_number";

  /** Claim that carries the roles. */
  public static final String ROLES_CLAIM = "cognito:groups";

  private static final String API = "sugang";
  private static final String SERVICE = "service";

  private final UserPool users;
  private final UserPoolClient pages;
  private final UserPoolClient gateway;
  private final UserPoolDomain domain;
  private final Secret gatewaySecret;

  public IdentityStack(Construct scope) {
    super(scope, "identity", "Sugang: sign-in of people, tokens of services");
    CfnParameter site =
        parameter("SiteAddress", "https://… address of the site, without a slash at its end")
            .allowedPattern("^https://[a-z0-9.-]+$")
            .build();
    CfnParameter prefix =
        parameter(
                "SignInPrefix", "Name before .auth.<region>.amazoncognito.com; unique in a region")
            .allowedPattern("^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$")
            .build();
    users =
        UserPool.Builder.create(this, "Users")
            .featurePlan(FeaturePlan.PLUS)
            .selfSignUpEnabled(false)
            .signInAliases(SignInAliases.builder().username(true).email(true).build())
            .signInCaseSensitive(false)
            .customAttributes(
                Map.of(
                    "student_number",
                    StringAttribute.Builder.create().minLen(1).maxLen(32).mutable(true).build()))
            .passwordPolicy(
                PasswordPolicy.builder()
                    .minLength(12)
                    .requireDigits(true)
                    .requireLowercase(true)
                    .requireUppercase(true)
                    .requireSymbols(true)
                    .build())
            .mfa(Mfa.OPTIONAL)
            .mfaSecondFactor(MfaSecondFactor.builder().otp(true).sms(false).build())
            .accountRecovery(AccountRecovery.EMAIL_ONLY)
            .standardThreatProtectionMode(StandardThreatProtectionMode.FULL_FUNCTION)
            .deletionProtection(true)
            .removalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)
            .build();
    for (String role : List.of("student", "registrar", "operator")) {
      CfnUserPoolGroup.Builder.create(this, "Group-" + role)
          .userPoolId(users.getUserPoolId())
          .groupName(role)
          .build();
    }
    domain =
        users.addDomain(
            "SignIn",
            UserPoolDomainOptions.builder()
                .cognitoDomain(
                    CognitoDomainOptions.builder().domainPrefix(prefix.getValueAsString()).build())
                .build());
    pages =
        users.addClient(
            "Pages",
            UserPoolClientOptions.builder()
                .generateSecret(false)
                .preventUserExistenceErrors(true)
                .enableTokenRevocation(true)
                .idTokenValidity(Duration.minutes(60))
                .accessTokenValidity(Duration.minutes(60))
                .refreshTokenValidity(Duration.hours(12))
                .oAuth(
                    OAuthSettings.builder()
                        .flows(OAuthFlows.builder().authorizationCodeGrant(true).build())
                        .scopes(List.of(OAuthScope.OPENID, OAuthScope.PROFILE))
                        .callbackUrls(List.of(site.getValueAsString() + "/signed-in"))
                        .logoutUrls(List.of(site.getValueAsString() + "/"))
                        .build())
                .build());
    ResourceServerScope service =
        ResourceServerScope.Builder.create()
            .scopeName(SERVICE)
            .scopeDescription("Calls between services")
            .build();
    UserPoolResourceServer api =
        users.addResourceServer(
            "Api",
            UserPoolResourceServerOptions.builder()
                .identifier(API)
                .scopes(List.of(service))
                .build());
    gateway =
        users.addClient(
            "Gateway",
            UserPoolClientOptions.builder()
                .generateSecret(true)
                .accessTokenValidity(Duration.minutes(60))
                .oAuth(
                    OAuthSettings.builder()
                        .flows(OAuthFlows.builder().clientCredentials(true).build())
                        .scopes(List.of(OAuthScope.resourceServer(api, service)))
                        .build())
                .build());
    hostedSignInOnly(pages);
    hostedSignInOnly(gateway);
    gatewaySecret =
        Secret.Builder.create(this, "GatewaySecret")
            .description("Sugang: what the gateway shows to get its tokens")
            .secretStringValue(
                SecretValue.resourceAttribute(
                    Token.asString(
                        ((CfnUserPoolClient) gateway.getNode().getDefaultChild())
                            .getAtt("ClientSecret"))))
            .build();
    addUniversity();
  }

  private CfnParameter.Builder parameter(String id, String description) {
    return CfnParameter.Builder.create(this, id).description(description);
  }

  /** Tokens from Cognito's own API could change what they say of a person. */
  private static void hostedSignInOnly(UserPoolClient client) {
    ((CfnUserPoolClient) client.getNode().getDefaultChild())
        .setExplicitAuthFlows(List.of("ALLOW_REFRESH_TOKEN_AUTH"));
  }

  /** The university's own sign-in, if its metadata are given. */
  private void addUniversity() {
    CfnParameter metadata =
        parameter("SamlMetadata", "URL of the university's SAML metadata; empty: none")
            .defaultValue("")
            .build();
    CfnParameter claim =
        parameter("SamlStudentNumber", "SAML attribute that carries the student number")
            .defaultValue("urn:oid:1.3.6.1.4.1.25178.1.2.14")
            .build();
    CfnCondition wanted =
        CfnCondition.Builder.create(this, "SamlWanted")
            .expression(Fn.conditionNot(Fn.conditionEquals(metadata.getValueAsString(), "")))
            .build();
    var university =
        CfnUserPoolIdentityProvider.Builder.create(this, "University")
            .userPoolId(users.getUserPoolId())
            .providerName("university")
            .providerType("SAML")
            .providerDetails(Map.of("MetadataURL", metadata.getValueAsString()))
            .attributeMapping(Map.of(STUDENT_CLAIM, claim.getValueAsString()))
            .build();
    university.getCfnOptions().setCondition(wanted);
    var client = (CfnUserPoolClient) pages.getNode().getDefaultChild();
    // Nobody changes their own number; only a university's provider brings it along.
    client.addPropertyOverride(
        "WriteAttributes",
        Fn.conditionIf(wanted.getLogicalId(), List.of("locale", STUDENT_CLAIM), List.of("locale")));
    client.addPropertyOverride(
        "SupportedIdentityProviders",
        Fn.conditionIf(
            wanted.getLogicalId(), List.of("COGNITO", university.getRef()), List.of("COGNITO")));
  }

  /** Issuer of every token. */
  public String issuer() {
    return "https://cognito-idp.%s.%s/%s"
        .formatted(Aws.REGION, Aws.URL_SUFFIX, users.getUserPoolId());
  }

  /** Where the issuer's public keys are. */
  public String keys() {
    return issuer() + "/.well-known/jwks.json";
  }

  /** Whom students' tokens are meant for. */
  public String audience() {
    return pages.getUserPoolClientId();
  }

  /** Where services get their tokens. */
  public String tokenUrl() {
    return domain.baseUrl() + "/oauth2/token";
  }

  public UserPoolClient gateway() {
    return gateway;
  }

  /** What the gateway shows to get its tokens. */
  public Secret gatewaySecret() {
    return gatewaySecret;
  }

  /** Scope of a service's token. */
  public static String serviceScope() {
    return API + "/" + SERVICE;
  }
}
