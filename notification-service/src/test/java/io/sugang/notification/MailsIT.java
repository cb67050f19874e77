package io.sugang.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sugang.contract.message.MailsDue;
import io.sugang.contract.message.WireFormat;
import io.sugang.contract.queue.DeadLetterAttributes;
import io.sugang.contract.queue.Queue;
import io.sugang.local.system.SystemStatus;
import jakarta.inject.Inject;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/** From a mail intent in the book, over the real queue and the SES stand-in, into the mailbox. */
@QuarkusTest
@WithTestResource(LocalStack.class)
class MailsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(40);

  @Inject SqsAsyncClient sqs;

  @AfterEach
  void fineWeather() {
    weather("fine");
  }

  @Test
  void aDecisionReachesTheStudentInTheirLanguage() throws SQLException {
    long korean = intent("BIO1001-01", 1, "2027010001", "ko", "admitted", null, null);
    long english =
        intent(
            "BIO1001-01",
            2,
            "2026010001",
            "en",
            "refused",
            "section-full",
            "{\"capacity\":30,\"waitlistLimit\":6}");

    send(korean, english);

    await().atMost(PATIENCE).until(() -> state(korean), "sent"::equals);
    await().atMost(PATIENCE).until(() -> state(english), "sent"::equals);
    assertThat(subjects("2027010001")).containsExactly("[수강신청] 생명과학 개론 (BIO1001-01) 신청이 완료되었습니다");
    assertThat(subjects("2026010001"))
        .containsExactly("[Registration] No seat in Life Science: Introduction (BIO1001-01)");
    assertThat(texts("2026010001").getFirst())
        .contains("all 30 seats and all 6 places on the waitlist are taken", "number in line was 2")
        .doesNotContain("before.");
  }

  @Test
  void aMessageThatComesTwiceSendsOneMail() throws SQLException {
    long mail = intent("BIO1001-02", 1, "2025010001", "ko", "admitted", null, null);
    long last = intent("BIO1001-02", 2, "2024010001", "ko", "admitted", null, null);

    send(mail);
    send(mail, mail);
    send(mail);
    await().atMost(PATIENCE).until(() -> state(mail), "sent"::equals);
    send(last);
    await().atMost(PATIENCE).until(() -> state(last), "sent"::equals);

    assertThat(subjects("2025010001")).hasSize(1);
  }

  @Test
  void anOutageOfSesOnlyDelaysTheMail() throws SQLException {
    weather("throttled");
    long mail = intent("BIO1002-01", 1, "2027020001", "ko", "admitted", null, null);
    send(mail);
    await().atMost(PATIENCE).until(() -> attempts(mail) > 0 && state(mail).equals("queued"));

    weather("fine");
    send(mail);

    await().atMost(PATIENCE).until(() -> state(mail), "sent"::equals);
    assertThat(subjects("2027020001")).hasSize(1);
    assertThat(texts("2027020001").getFirst())
        .as("it was certainly not sent before")
        .doesNotContain("같은 내용일 수");
  }

  @Test
  void garbageBecomesADeadLetterWithItsReason() {
    String queue = LocalStack.status().sqs().queueUrls().get(Queue.NOTIFICATIONS.queueName());
    String letters =
        LocalStack.status().sqs().queueUrls().get(Queue.NOTIFICATIONS.deadLetterQueueName());

    var unused = sqs.sendMessage(request -> request.queueUrl(queue).messageBody("garbage")).join();

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        sqs.receiveMessage(
                                request -> request.queueUrl(letters).messageAttributeNames("All"))
                            .join()
                            .messages())
                    .anySatisfy(
                        letter -> {
                          assertThat(letter.body()).isEqualTo("garbage");
                          assertThat(letter.messageAttributes())
                              .containsKey(DeadLetterAttributes.REASON);
                        }));
  }

  private void send(Long... mails) {
    String queue = LocalStack.status().sqs().queueUrls().get(Queue.NOTIFICATIONS.queueName());
    var unused =
        sqs.sendMessage(
                request ->
                    request
                        .queueUrl(queue)
                        .messageBody(WireFormat.write(new MailsDue(List.of(mails)))))
            .join();
  }

  private static long intent(
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

  private static String state(long mail) throws SQLException {
    return column("SELECT state FROM mail WHERE id = " + mail);
  }

  private static int attempts(long mail) throws SQLException {
    return Integer.parseInt(column("SELECT attempts FROM mail WHERE id = " + mail));
  }

  private static String column(String sql) throws SQLException {
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

  private static List<String> subjects(String student) {
    return mailbox(student, "subject");
  }

  private static List<String> texts(String student) {
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

  private static void weather(String weather) {
    var request =
        HttpRequest.newBuilder(URI.create(LocalStack.status().console().ses() + "/ses/weather"))
            .PUT(HttpRequest.BodyPublishers.ofString(weather));
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
