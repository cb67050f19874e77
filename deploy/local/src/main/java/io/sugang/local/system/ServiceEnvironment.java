package io.sugang.local.system;

import io.sugang.local.Secrets;
import io.sugang.local.identity.IdentityEndpoints;
import io.sugang.local.identity.TokenIssuer;
import io.sugang.local.part.MariaDbPair;
import io.sugang.local.part.RedisServer;
import io.sugang.local.part.Schema;
import io.sugang.local.part.SqsServer;
import io.sugang.migration.DbUser;
import java.util.Map;
import java.util.TreeMap;

/** The environment variables of each service: only what it needs, least privilege included. */
final class ServiceEnvironment {

  private final MariaDbPair databases;
  private final RedisServer redis;
  private final SqsServer sqs;
  private final String consoleUrl;
  private final Secrets secrets;

  ServiceEnvironment(
      MariaDbPair databases, RedisServer redis, SqsServer sqs, String consoleUrl, Secrets secrets) {
    this.databases = databases;
    this.redis = redis;
    this.sqs = sqs;
    this.consoleUrl = consoleUrl;
    this.secrets = secrets;
  }

  Map<String, String> gateway(String enrollmentUrl) {
    var env = tokens();
    env.putAll(queues());
    env.put("SUGANG_REDIS_URL", redis.url());
    env.put("SUGANG_ENROLLMENT_URL", enrollmentUrl);
    env.put("SUGANG_RECEIPT_KEY", secrets.get("receipt"));
    env.put("SUGANG_CLIENT_TOKEN_URL", consoleUrl + "/identity/token");
    env.put("SUGANG_CLIENT_ID", "gateway-service");
    env.put("SUGANG_CLIENT_SECRET", IdentityEndpoints.clientSecret(secrets, "gateway-service"));
    return env;
  }

  Map<String, String> waitlist() {
    var env = queues();
    env.putAll(writer(DbUser.WORKER));
    env.put("SUGANG_REDIS_URL", redis.url());
    return env;
  }

  Map<String, String> enrollment() {
    var env = tokens();
    env.putAll(queues());
    env.putAll(writer(DbUser.ENROLLMENT));
    env.put("SUGANG_READER_URL", url(databases.readerPort()));
    return env;
  }

  Map<String, String> notification() {
    var env = queues();
    env.putAll(writer(DbUser.NOTIFIER));
    env.put("SUGANG_SES_ENDPOINT", consoleUrl);
    env.put("SUGANG_MAIL_FROM", "no-reply@sugang.example");
    return env;
  }

  private Map<String, String> writer(DbUser user) {
    return Map.of(
        "SUGANG_WRITER_URL", url(databases.writerPort()),
        "SUGANG_DB_USER", user.login(),
        "SUGANG_DB_PASSWORD", Schema.password(user, secrets));
  }

  private static String url(int port) {
    return "mysql://127.0.0.1:%d/%s".formatted(port, Schema.NAME);
  }

  private Map<String, String> queues() {
    return new TreeMap<>(
        Map.of(
            "AWS_REGION",
            SqsServer.REGION,
            "AWS_ACCESS_KEY_ID",
            "local",
            "AWS_SECRET_ACCESS_KEY",
            "local",
            "SUGANG_SQS_ENDPOINT",
            sqs.endpoint()));
  }

  private Map<String, String> tokens() {
    return new TreeMap<>(
        Map.of(
            "SUGANG_TOKEN_ISSUER", TokenIssuer.ISSUER,
            "SUGANG_TOKEN_AUDIENCE", TokenIssuer.AUDIENCE,
            "SUGANG_TOKEN_KEYS", consoleUrl + "/identity/jwks.json"));
  }
}
