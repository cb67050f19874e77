package io.sugang.migration;

import java.util.Optional;

/**
 * The database to migrate.
 *
 * @param host of the writer
 * @param schema which is made if it is not there
 * @param tls {@code disabled}, {@code required} (encrypted) or {@code verify-identity} (and the
 *     server is who it says)
 * @param authorities PEM file of who may have signed the server's certificate; needed to verify it
 * @param callers where services may log in from, as MySQL writes hosts: {@code %} is anywhere
 */
public record Target(
    String host,
    int port,
    String schema,
    String tls,
    Optional<String> authorities,
    String callers) {

  public Target {
    if (!schema.matches("[a-z][a-z0-9_]{0,63}")) {
      throw new IllegalArgumentException("schema \"%s\"".formatted(schema));
    }
    if (!callers.matches("[%a-zA-Z0-9.:_-]{1,255}")) {
      throw new IllegalArgumentException("callers \"%s\"".formatted(callers));
    }
  }

  /** JDBC URL of a schema on it; of none with an empty name. */
  String jdbc(String name) {
    return "jdbc:mariadb://%s:%d/%s?sslMode=%s%s"
        .formatted(
            host,
            port,
            name,
            sslMode(),
            authorities.map(file -> "&serverSslCert=" + file).orElse(""));
  }

  private String sslMode() {
    return switch (tls) {
      case "disabled" -> "disable";
      case "required" -> "trust";
      case "verify-identity" -> "verify-full";
      default ->
          throw new IllegalArgumentException(
              "tls \"%s\" (expected: disabled, required or verify-identity)".formatted(tls));
    };
  }
}
