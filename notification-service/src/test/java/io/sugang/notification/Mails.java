package io.sugang.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sugang.local.system.SystemStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Mail intents on the writer, and what came of them in the mailbox. */
public final class Mails {

  private Mails() {}

  /** Writes a request that is decided, and its mail intent; returns the intent's id. */
  public static long intent(
      String section,
      int counter,
      String student,
      String language,
      String kind,
      String reason,
      String facts)
      throws SQLException {
    long number = (1L << 40) + counter;
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "UPDATE student SET language = '%s' WHERE id = '%s'".formatted(language, student));
      statement.execute(
          """
          INSERT INTO request
            (section_id, number, student_id, type, accepted_at, traceparent, state, reason, facts, decided_at)
          VALUES ('%s', %d, '%s', 'enroll', UTC_TIMESTAMP(3),
            '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00', '%s', %s, %s, UTC_TIMESTAMP(3))\
          """
              .formatted(section, number, student, kind, quoted(reason), quoted(facts)));
      statement.execute(
          """
          INSERT INTO mail (section_id, number, student_id, kind, state, since)
          VALUES ('%s', %d, '%s', '%s', 'queued', UTC_TIMESTAMP(3))\
          """
              .formatted(section, number, student, kind),
          Statement.RETURN_GENERATED_KEYS);
      try (var keys = statement.getGeneratedKeys()) {
        keys.next();
        return keys.getLong(1);
      }
    }
  }

  private static String quoted(String value) {
    return value == null ? "NULL" : "'" + value + "'";
  }

  /** An intent's state. */
  public static String state(long mail) throws SQLException {
    return column("SELECT state FROM mail WHERE id = " + mail);
  }

  /** How often an intent was tried. */
  public static int attempts(long mail) throws SQLException {
    return Integer.parseInt(column("SELECT attempts FROM mail WHERE id = " + mail));
  }

  /** The first column of the first row. */
  public static String column(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static Connection connect() throws SQLException {
    SystemStatus.Database writer = LocalStack.status().writer();
    return DriverManager.getConnection(
        "jdbc:mariadb://127.0.0.1:%d/sugang?sslMode=disable".formatted(writer.port()),
        writer.user(),
        writer.password());
  }

  /** Subjects of the mails that a student got. */
  public static List<String> subjects(String student) {
    return mailbox(student, "subject");
  }

  /** Texts of the mails that a student got. */
  public static List<String> texts(String student) {
    return mailbox(student, "text");
  }

  private static List<String> mailbox(String student, String field) {
    String to = "?to=" + student + "@student.sugang.example";
    var request =
        HttpRequest.newBuilder(URI.create(LocalStack.status().console().mailboxJson() + to));
    try {
      var mails = new ArrayList<String>();
      new ObjectMapper()
          .readTree(send(request).body())
          .forEach(mail -> mails.add(mail.get(field).asText()));
      return mails;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How the SES stand-in answers from now on. */
  public static void sesIs(String mode) {
    var request =
        HttpRequest.newBuilder(URI.create(LocalStack.status().console().ses() + "/ses/mode"))
            .PUT(HttpRequest.BodyPublishers.ofString(mode));
    assertThat(send(request).statusCode()).isEqualTo(204);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
