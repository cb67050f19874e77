package io.sugang.local.system;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Everything an outside tool needs to be pointed at the running system.
 *
 * @param launcherPid process that holds it together
 * @param services by name
 * @param writer the writer endpoint
 * @param reader the reader endpoint
 * @param redis the line
 * @param sqs the queues
 * @param console mailbox, SES stand-in and identity, all in the launcher's process
 * @param seed which university, and how many students it has
 * @param environment what every service was given to find the others, by variable name
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SystemStatus(
    long launcherPid,
    Map<String, Service> services,
    Database writer,
    Database reader,
    Redis redis,
    Sqs sqs,
    Console console,
    Seed seed,
    Map<String, Map<String, String>> environment) {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /**
   * A running service.
   *
   * @param url of its API, or {@code null} if it has none
   * @param management URL of its health and metrics
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Service(long pid, String url, String management, String log) {}

  /**
   * A database endpoint.
   *
   * @param user may do everything
   */
  public record Database(
      long pid, String host, int port, String database, String user, String password) {}

  public record Redis(long pid, String host, int port, String url, String password) {}

  public record Sqs(
      long pid,
      String endpoint,
      String region,
      String accessKeyId,
      String secretAccessKey,
      Map<String, String> queueUrls) {}

  public record Console(String mailbox, String mailboxJson, String ses, String jwks) {}

  public record Seed(long number, int students) {}

  /** As JSON text. */
  public String toJson() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads what a running system wrote. */
  public static SystemStatus read(Path file) throws IOException {
    return JSON.readValue(Files.readString(file), new TypeReference<>() {});
  }
}
