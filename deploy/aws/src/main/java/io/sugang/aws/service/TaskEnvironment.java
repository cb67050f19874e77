package io.sugang.aws.service;

import io.sugang.aws.data.DataStack;
import io.sugang.aws.data.Database;
import io.sugang.aws.data.LineStore;
import io.sugang.aws.identity.IdentityStack;
import io.sugang.aws.messaging.MessagingStack;
import io.sugang.aws.size.Profile;
import io.sugang.aws.size.Size;
import io.sugang.migration.DbUser;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.ecs.Secret;
import software.amazon.awscdk.services.secretsmanager.ISecret;

/** What each service is told by its environment; the names are those that its code reads. */
public final class TaskEnvironment {

  /** Where the gateways find enrollment-service, by Service Connect. */
  static final String ENROLLMENT = "enrollment-service";

  /** RDS's, as the release puts them into images. */
  static final String AUTHORITIES = "/app/certificates/rds.pem";

  private static final int MAILS_IN_FLIGHT = 2_000;

  /** From so many dead letters on, a second operator has to agree with a replay. */
  private static final int LETTERS_OF_TWO = 101;

  private final Database database;
  private final LineStore lineStore;
  private final MessagingStack messaging;
  private final IdentityStack identity;
  private final ServiceSecrets secrets;
  private final Size size;
  private final Profile profile;

  /** Gathers where everything is. */
  public TaskEnvironment(
      Size size,
      Profile profile,
      DataStack data,
      MessagingStack messaging,
      IdentityStack identity,
      ServiceSecrets secrets) {
    this.size = size;
    this.profile = profile;
    this.database = data.database();
    this.lineStore = data.lineStore();
    this.messaging = messaging;
    this.identity = identity;
    this.secrets = secrets;
  }

  /** Plain values. */
  public Map<String, String> values(Service service) {
    boolean traced = size.extras().traces();
    var values = new TreeMap<String, String>();
    values.put("SUGANG_TRACES_DISABLED", Boolean.toString(!traced));
    // A machine has room for its agent besides.
    int besides = traced && profile == Profile.FARGATE ? TraceCollector.MEMORY_MIB : 0;
    values.put("AWS_REGION", Aws.REGION);
    values.put(
        "JAVA_TOOL_OPTIONS",
        "-Xmx%dm -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError"
            .formatted(service.fleet(size).heapMib(besides)));
    values.put("SUGANG_MANAGEMENT_PORT", Integer.toString(service.managementPort()));
    if (service.hasApi()) {
      values.put("SUGANG_PORT", Integer.toString(service.port()));
      values.put("SUGANG_TOKEN_ISSUER", identity.issuer());
      values.put("SUGANG_TOKEN_AUDIENCE", identity.audience());
      values.put("SUGANG_TOKEN_KEYS", identity.keys());
      values.put("SUGANG_ROLES_CLAIM", IdentityStack.ROLES_CLAIM);
      values.put("SUGANG_STUDENT_CLAIM", IdentityStack.STUDENT_CLAIM);
    }
    switch (service) {
      case GATEWAY -> {
        values.put("SUGANG_REDIS_URL", redis());
        values.put(
            "SUGANG_ENROLLMENT_URL",
            "http://%s:%d".formatted(ENROLLMENT, Service.ENROLLMENT.port()));
        values.put("SUGANG_CLIENT_TOKEN_URL", identity.tokenUrl());
        values.put("SUGANG_CLIENT_ID", identity.gateway().getUserPoolClientId());
      }
      case ENROLLMENT -> {
        values.putAll(database(DbUser.ENROLLMENT));
        values.put("SUGANG_READER_URL", url(database.reader()));
        values.put("SUGANG_SERVICE_SCOPE", IdentityStack.serviceScope());
        values.put("SUGANG_SERVICE_CLIENTS", identity.gateway().getUserPoolClientId());
        values.put("SUGANG_ENROLLMENT_BACKLOG_SIGNAL", "true");
        values.put(
            "SUGANG_ENROLLMENT_APPROVAL_FROM",
            Integer.toString(size == Size.SOLO ? 0 : LETTERS_OF_TWO));
      }
      case WAITLIST -> {
        values.putAll(database(DbUser.WORKER));
        values.put("SUGANG_REDIS_URL", redis());
        values.put("SUGANG_WAITLIST_OUTBOX_IN_FLIGHT", Integer.toString(MAILS_IN_FLIGHT));
      }
      case NOTIFICATION -> {
        values.putAll(database(DbUser.NOTIFIER));
        values.put("SUGANG_MAIL_FROM", messaging.mail().from());
        values.put(
            "SUGANG_NOTIFICATION_CONFIGURATION_SET", messaging.mail().configurationSetName());
      }
    }
    return values;
  }

  /** Values that nobody may read who need not. */
  public Map<String, Secret> secrets(Service service) {
    var values = new TreeMap<String, Secret>();
    switch (service) {
      case GATEWAY -> {
        values.put("SUGANG_REDIS_PASSWORD", whole(lineStore.password()));
        values.put("SUGANG_RECEIPT_KEY", whole(secrets.receiptKey()));
        values.put("SUGANG_CLIENT_SECRET", whole(identity.gatewaySecret()));
      }
      case ENROLLMENT ->
          values.put("SUGANG_DB_PASSWORD", whole(database.password(DbUser.ENROLLMENT)));
      case WAITLIST -> {
        values.put("SUGANG_DB_PASSWORD", whole(database.password(DbUser.WORKER)));
        values.put("SUGANG_REDIS_PASSWORD", whole(lineStore.password()));
      }
      case NOTIFICATION ->
          values.put("SUGANG_DB_PASSWORD", whole(database.password(DbUser.NOTIFIER)));
    }
    return values;
  }

  private static Secret whole(ISecret secret) {
    return Secret.fromSecretsManager(secret);
  }

  private Map<String, String> database(DbUser user) {
    return Map.of(
        "SUGANG_WRITER_URL",
        url(database.writer()),
        "SUGANG_DB_USER",
        user.login(),
        "SUGANG_DB_TLS",
        "verify-identity",
        "SUGANG_DB_AUTHORITIES",
        switch (profile) {
          case FARGATE -> AUTHORITIES;
          case EC2 -> "/opt/sugang/certificates/rds.pem";
        });
  }

  private static String url(String host) {
    return "mysql://%s:3306/%s".formatted(host, Database.SCHEMA);
  }

  private String redis() {
    return "rediss://%s:6379".formatted(lineStore.primary());
  }
}
