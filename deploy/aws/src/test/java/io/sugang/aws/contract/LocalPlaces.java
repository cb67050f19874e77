package io.sugang.aws.contract;

import io.sugang.aws.service.Service;
import io.sugang.local.system.SystemStatus;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Where the parts are found here that a task definition names on AWS. */
final class LocalPlaces {

  /** What the SDK finds by itself on AWS. */
  private static final Set<String> SDK =
      Set.of(
          "AWS_ACCESS_KEY_ID",
          "AWS_SECRET_ACCESS_KEY",
          "SUGANG_SQS_ENDPOINT",
          "SUGANG_SES_ENDPOINT");

  private final SystemStatus status;
  private final CognitoStandIn cognito;
  private final CollectorStandIn collector;
  private final Path authorities;
  private String enrollmentUrl;

  LocalPlaces(
      SystemStatus status, CognitoStandIn cognito, CollectorStandIn collector, Path authorities) {
    this.status = status;
    this.cognito = cognito;
    this.collector = collector;
    this.authorities = authorities;
  }

  void enrollmentAt(String url) {
    enrollmentUrl = url;
  }

  /**
   * The value of a variable here.
   *
   * @param given by the task definition; empty if it is a place or a secret on AWS
   */
  String value(Service service, String name, String given) {
    return switch (name) {
      case "SUGANG_TOKEN_ISSUER" -> cognito.url();
      case "SUGANG_TOKEN_KEYS" -> cognito.url() + "/.well-known/jwks.json";
      case "SUGANG_TOKEN_AUDIENCE" -> CognitoStandIn.PAGES;
      case "SUGANG_CLIENT_TOKEN_URL" -> cognito.url() + "/oauth2/token";
      case "SUGANG_CLIENT_ID", "SUGANG_SERVICE_CLIENTS" -> CognitoStandIn.GATEWAY;
      case "SUGANG_CLIENT_SECRET" -> CognitoStandIn.GATEWAY_SECRET;
      case "SUGANG_ENROLLMENT_URL" -> enrollmentUrl;
      case "SUGANG_REDIS_URL" ->
          "redis://%s:%d".formatted(status.redis().host(), status.redis().port());
      case "SUGANG_REDIS_PASSWORD" -> status.redis().password();
      case "SUGANG_DB_AUTHORITIES" -> authorities.toString();
      // Size SOLO has no collector; here there is one.
      case "SUGANG_TRACES_DISABLED" -> "false";
      case "SUGANG_NOTIFICATION_CONFIGURATION_SET" -> "sugang";
      default -> given.isEmpty() ? local(service, name) : given;
    };
  }

  /** The value of one of the migration's variables here. */
  String ofMigration(String name, String given) {
    return switch (name) {
      case "SUGANG_DB_HOST" -> status.writer().host();
      case "SUGANG_DB_PORT" -> Integer.toString(status.writer().port());
      case "SUGANG_DB_ADMIN_USER" -> status.writer().user();
      case "SUGANG_DB_ADMIN_PASSWORD" -> status.writer().password();
      case "SUGANG_DB_PASSWORD_WORKER" -> local(Service.WAITLIST, "SUGANG_DB_PASSWORD");
      case "SUGANG_DB_PASSWORD_ENROLLMENT" -> local(Service.ENROLLMENT, "SUGANG_DB_PASSWORD");
      case "SUGANG_DB_PASSWORD_NOTIFIER" -> local(Service.NOTIFICATION, "SUGANG_DB_PASSWORD");
      case "SUGANG_DB_AUTHORITIES" -> authorities.toString();
      default -> given;
    };
  }

  private String local(Service service, String name) {
    String value = status.environment().get(service.module()).get(name);
    if (value == null) {
      throw new AssertionError(
          "%s of %s is not known to the local system".formatted(name, service.module()));
    }
    return value;
  }

  /** What a service needs here and not on AWS. */
  Map<String, String> onlyHere(Service service) {
    var here = new TreeMap<>(status.environment().get(service.module()));
    here.keySet().retainAll(SDK);
    here.put("SUGANG_BIND", "127.0.0.1");
    here.put("SUGANG_TRACES_URL", collector.url());
    if (service == Service.GATEWAY) {
      here.put("SUGANG_GATEWAY_TRACED_SHARE", "1");
    }
    if (service == Service.ENROLLMENT) {
      here.put("SUGANG_TRACES_SHARE", "1");
    }
    return here;
  }
}
