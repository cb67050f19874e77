package io.sugang.gateway.inbound.http.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sugang.gateway.People;
import io.sugang.gateway.SmallDoor;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that are many, slow, idle, or say two things at once. */
@QuarkusTest
@WithTestResource(value = SmallDoor.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class ConnectionGuardIT {

  private static final String GET = "GET /api/v1/terms HTTP/1.1\r\nHost: localhost\r\n\r\n";
  private static final String STUDENT =
      "Authorization: Bearer " + People.token(People.student(602)) + "\r\n";
  private static final int PATIENCE_MILLIS = 10_000;

  @ConfigProperty(name = "quarkus.http.test-port")
  int port;

  @ConfigProperty(name = "quarkus.management.test-port")
  int managementPort;

  private final List<Socket> sockets = new ArrayList<>();

  /** A gateway that just started has yet to make its copies. */
  @BeforeEach
  void awaitCopies() {
    await().ignoreExceptions().until(this::isServed);
  }

  @AfterEach
  void hangUp() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    sockets.clear();
    await().ignoreExceptions().until(this::isServed);
  }

  @Test
  void whoConnectsAndSaysNothingIsClosed() throws IOException {
    assertThat(readAll(connect(port))).isEmpty();
  }

  @Test
  void aHeadThatComesByteByByteIsCutOff() throws Exception {
    Socket slow = connect(port);

    drip(slow, "GET /api/v1/terms HTTP/1.1\r\nHost: localhost\r\nX-Slow: " + "y".repeat(500));

    assertThat(readAll(slow))
        .startsWith("HTTP/1.1 408 ")
        .contains("application/problem+json", "urn:sugang:problem:too-slow");
  }

  @Test
  void aBodyThatComesByteByByteIsCutOff() throws Exception {
    Socket slow = connect(port);
    send(
        slow,
        "POST /api/v1/requests HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Authorization: Bearer "
            + People.token(People.student(600))
            + "\r\nContent-Length: 1000\r\n\r\n");

    drip(slow, "{\"type\":\"enroll\"," + " ".repeat(500));

    assertThat(readAll(slow)).startsWith("HTTP/1.1 408 ");
  }

  @Test
  void aConnectionIsKeptForTheNextRequestAndClosedWhenNoneComes() throws IOException {
    Socket client = connect(port);

    for (int i = 0; i < 3; i++) {
      assertThat(ask(client, GET)).startsWith("HTTP/1.1 200 OK");
    }

    long before = System.nanoTime();
    assertThat(client.getInputStream().read()).isEqualTo(-1);
    assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before))
        .as("the idle time-out, not the shorter one for a head")
        .isGreaterThan(1500);
  }

  @Test
  void anEventStreamOutlivesAllTheseTimes() throws Exception {
    Socket client = connect(port);
    send(
        client,
        "GET /api/v1/requests/events HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n"
            + "Authorization: Bearer "
            + People.token(People.student(601))
            + "\r\n\r\n");
    long until = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    var heard = new StringBuilder();
    int read = 0;

    while (read >= 0 && System.nanoTime() < until) {
      byte[] bytes = new byte[8192];
      client.setSoTimeout(500);
      try {
        read = client.getInputStream().read(bytes);
        heard.append(new String(bytes, 0, Math.max(0, read), StandardCharsets.UTF_8));
      } catch (SocketTimeoutException e) {
        // Quiet, but there.
      }
    }

    assertThat(heard.toString()).startsWith("HTTP/1.1 200 OK").contains("text/event-stream");
    assertThat(read).as("closed").isNotEqualTo(-1);
  }

  @Test
  void oneConnectionTooManyIsToldSoAndHealthIsReachable() throws IOException {
    var served = new ArrayList<Socket>();
    for (int i = 0; i < SmallDoor.CONNECTIONS; i++) {
      Socket client = connect(port);
      assertThat(ask(client, GET)).startsWith("HTTP/1.1 200 OK");
      served.add(client);
    }

    String answer = readAll(connect(port));

    assertThat(answer)
        .startsWith("HTTP/1.1 503 ")
        .contains("Retry-After: 2", "urn:sugang:problem:too-many-connections");
    assertThat(
            ask(connect(managementPort), "GET /q/health/live HTTP/1.1\r\nHost: localhost\r\n\r\n"))
        .startsWith("HTTP/1.1 200 OK");
    assertThat(ask(served.getFirst(), GET)).as("who was there before").startsWith("HTTP/1.1 200");
    served.getFirst().close();
    await().untilAsserted(() -> assertThat(ask(connect(port), GET)).startsWith("HTTP/1.1 200 OK"));
  }

  @Test
  void whoAsksWhetherToSendTheBodyIsTold() throws IOException {
    Socket client = connect(port);
    String head =
        String.join(
            "\r\n",
            "POST /api/v1/requests HTTP/1.1",
            "Host: localhost",
            "Content-Type: application/json",
            "Expect: 100-continue",
            "Content-Length: 2",
            "",
            "");

    assertThat(ask(client, head)).startsWith("HTTP/1.1 100 ");
    assertThat(ask(client, "{}")).startsWith("HTTP/1.1 401 ");
    assertThat(ask(client, GET)).startsWith("HTTP/1.1 200 OK");
  }

  @Test
  void aRequestWithTwoLengthsIsRefusedAndItsConnectionClosed() throws IOException {
    for (String coding : List.of("chunked", "identity", "chunked\r\nTransfer-Encoding: identity")) {
      Socket client = connect(port);
      send(
          client,
          "POST /api/v1/requests HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n"
              + "Transfer-Encoding: "
              + coding
              + "\r\n\r\n0\r\n\r\n"
              + GET);

      String answer = readAll(client);

      assertThat(answer).as(coding).startsWith("HTTP/1.1 400 ").doesNotContain("200 OK");
    }
  }

  /** Whoever is told that a request can't be read must not find it carried out. */
  @Test
  void aRequestIsRefusedOrCarriedOutAndAnsweredOnce() throws IOException {
    for (String path : List.of("DELETE /api/v1/enrollments/CSE1001-01", "GET /api/v1/requests")) {
      Socket client = connect(port);
      send(
          client,
          path
              + " HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
              + STUDENT
              + "\r\nZZ\r\n");

      String answer = readAll(client);

      assertThat(answer.split("HTTP/1.1 ", -1)).as(answer).hasSize(2);
      assertThat(answer).doesNotContain("malformed-request");
    }
    Socket client = connect(port);
    send(
        client,
        "POST /api/v1/requests HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
            + STUDENT
            + "\r\nZZ\r\n");
    String answer = readAll(client);
    assertThat(answer.split("HTTP/1.1 ", -1)).as(answer).hasSize(2);
    assertThat(answer).startsWith("HTTP/1.1 400 ").contains("malformed-request");
  }

  @Test
  void nothingIsSaidBehindAnAnswerThatNobodyAskedFor() throws IOException {
    Socket client = connect(port);
    send(
        client,
        "GET /api/v1/terms HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
    assertThat(ask(client, "")).startsWith("HTTP/1.1 200 OK");

    send(client, "ZZ\r\n");

    assertThat(readAll(client)).doesNotContain("HTTP/1.1");
  }

  @Test
  void aPipelinedRequestThatCannotBeReadIsRefusedInItsTurn() throws IOException {
    for (String bad :
        List.of(
            "GET /a%zz HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET /" + "x".repeat(5000) + " HTTP/1.1\r\n\r\n", "rubbish\r\n\r\n")) {
      Socket client = connect(port);
      send(client, GET + GET + bad + GET);

      List<String> answers = List.of(readAll(client).split("HTTP/1.1 ", -1));

      assertThat(answers).as(bad).hasSize(4);
      assertThat(answers.get(1)).startsWith("200 OK");
      assertThat(answers.get(2)).startsWith("200 OK");
      assertThat(answers.get(3))
          .startsWith("4")
          .contains("urn:sugang:problem:", "Connection: close");
    }
  }

  @Test
  void whoeverIsToldThatTheConnectionClosesGetsNothingMore() throws IOException {
    Socket client = connect(port);
    send(client, "GET /%00 HTTP/1.1\r\nHost: localhost\r\n\r\n" + GET);

    String answer = readAll(client);

    assertThat(answer).startsWith("HTTP/1.1 404 ").containsIgnoringCase("connection: close");
    assertThat(answer.split("HTTP/1.1 ", -1)).hasSize(2);
  }

  @Test
  void aBodyThatHidesItsLengthIsCutOff() throws IOException {
    Socket client = connect(port);
    send(
        client,
        "POST /api/v1/requests HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
            + STUDENT
            + "\r\n");
    for (int i = 0; i < 20; i++) {
      send(client, "400\r\n" + " ".repeat(1024) + "\r\n");
    }

    String answer = readAll(client);

    assertThat(answer).startsWith("HTTP/1.1 413 ").contains("\"limit\":16384");
    assertThat(answer.split("HTTP/1.1 ", -1)).hasSize(2);
  }

  private boolean isServed() throws IOException {
    try (Socket socket = connect(port)) {
      return ask(socket, GET).contains("200 OK");
    } finally {
      sockets.clear();
    }
  }

  private Socket connect(int to) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), to);
    socket.setSoTimeout(PATIENCE_MILLIS);
    sockets.add(socket);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** A byte every 20 ms, until the other side has enough. */
  private static void drip(Socket socket, String text) throws InterruptedException {
    try {
      for (int i = 0; i < text.length(); i++) {
        send(socket, text.substring(i, i + 1));
        TimeUnit.MILLISECONDS.sleep(20);
      }
    } catch (IOException e) {
      // Closed: what it said before is still to be read.
    }
  }

  /** Sends a request and reads as much of the answer as comes at once. */
  private static String ask(Socket socket, String request) throws IOException {
    send(socket, request);
    byte[] bytes = new byte[64 * 1024];
    int read = socket.getInputStream().read(bytes);
    return new String(bytes, 0, Math.max(0, read), StandardCharsets.UTF_8);
  }

  private static String readAll(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    var text = new StringBuilder();
    byte[] bytes = new byte[8192];
    try {
      for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
        text.append(new String(bytes, 0, read, StandardCharsets.UTF_8));
      }
    } catch (SocketException e) {
      // Reset, after what it said.
    }
    return text.toString();
  }
}
