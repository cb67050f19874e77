package io.sugang.notification;

import static io.sugang.testing.Database.writer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sugang.testing.LocalStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
      String facts) {
    long number = (1L << 40) + counter;
    writer()
        .execute("UPDATE student SET language = '%s' WHERE id = '%s'".formatted(language, student));
    writer()
        .execute(
            """
            INSERT INTO request
              (section_id, number, student_id, type, accepted_at, traceparent, state, reason, facts, decided_at)
            VALUES ('%s', %d, '%s', 'enroll', UTC_TIMESTAMP(3),
              '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00', '%s', %s, %s, UTC_TIMESTAMP(3))\
            """
                .formatted(section, number, student, kind, quoted(reason), quoted(facts)));
    return writer()
        .insert(
            """
            INSERT INTO mail (section_id, number, student_id, kind, state, since)
            VALUES ('%s', %d, '%s', '%s', 'queued', UTC_TIMESTAMP(3))\
            """
                .formatted(section, number, student, kind));
  }

  /** Sets when a request was decided, in UTC. */
  public static void decidedAt(long mail, String utc) {
    change(mail, "r.decided_at = '%s'".formatted(utc));
  }

  /** Makes an intent, and its request, those of a promotion from the waitlist. */
  public static void promotedAt(long mail, String utc) {
    change(mail, "m.kind = 'promoted', r.state = 'admitted', r.changed_at = '%s'".formatted(utc));
  }

  /** Has the student of a promotion drop the seat before the mail is sent. */
  public static void droppedAt(long mail, String utc) {
    change(mail, "r.state = 'dropped', r.changed_at = '%s'".formatted(utc));
  }

  private static void change(long mail, String values) {
    writer()
        .execute(
            """
            UPDATE mail m JOIN request r ON r.section_id = m.section_id AND r.number = m.number
            SET %s WHERE m.id = %d\
            """
                .formatted(values, mail));
  }

  private static String quoted(String value) {
    return value == null ? "NULL" : "'" + value + "'";
  }

  /** An intent's state. */
  public static String state(long mail) {
    return column("state", mail);
  }

  /** How often an intent was tried. */
  public static int attempts(long mail) {
    return Integer.parseInt(column("attempts", mail));
  }

  /** How often an intent was sent again, though nobody knew what became of it. */
  public static int uncertain(long mail) {
    return Integer.parseInt(column("uncertain", mail));
  }

  private static String column(String name, long mail) {
    return writer().text("SELECT %s FROM mail WHERE id = %d".formatted(name, mail));
  }

  /** Subjects of the mails that a student got. */
  public static List<String> subjects(String student) {
    return mailbox(student, "subject");
  }

  /** Texts of the mails that a student got. */
  public static List<String> texts(String student) {
    return mailbox(student, "text");
  }

  /** HTML of the mails that a student got. */
  public static List<String> pages(String student) {
    return mailbox(student, "html");
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
