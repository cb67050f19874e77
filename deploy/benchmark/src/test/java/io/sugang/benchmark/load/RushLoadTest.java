package io.sugang.benchmark.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sugang.benchmark.history.Asked;
import io.sugang.benchmark.history.HistoryReader;
import io.sugang.benchmark.prepare.PreparedSection;
import io.sugang.benchmark.system.Gateway;
import io.sugang.benchmark.workload.Workload;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The load against a gateway that can be told to misbehave. */
class RushLoadTest {

  private static final int STUDENTS = 60;
  private static final List<PreparedSection> SECTIONS =
      List.of(new PreparedSection("RSH1-01", "RSH1", 5, 3));
  private static final List<String> IDS =
      IntStream.range(0, STUDENTS).mapToObj(i -> "s" + i).toList();

  private enum Mood {
    accepting,
    busy,
    hangingUp,
    broken
  }

  private final Map<String, Integer> attempts = new ConcurrentHashMap<>();
  private final AtomicInteger numbers = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private Mood mood = Mood.accepting;
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/api/v1/requests", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void everyRequestGetsItsReceipt() throws InterruptedException {
    assertThat(rush())
        .hasSize(STUDENTS)
        .allMatch(asked -> asked.status() == 202 && asked.attempts() == 1)
        .allMatch(asked -> asked.receipt().isPresent())
        .allMatch(asked -> asked.firstSentAt() < asked.endedAt());
    assertThat(attempts).hasSize(STUDENTS);
  }

  @Test
  void whoIsToldToComeBackComesBack() throws InterruptedException {
    mood = Mood.busy;

    assertThat(rush()).allMatch(asked -> asked.receipt().isPresent() && asked.attempts() == 2);
  }

  @Test
  void aLostAnswerIsAskedForAgain() throws InterruptedException {
    mood = Mood.hangingUp;

    assertThat(rush()).allMatch(asked -> asked.receipt().isPresent() && asked.attempts() == 2);
  }

  @Test
  void anErrorIsNotAskedAgain() throws InterruptedException {
    mood = Mood.broken;

    assertThat(rush())
        .allMatch(asked -> asked.status() == 500 && asked.attempts() == 1)
        .allMatch(asked -> asked.receipt().isEmpty());
  }

  private List<Asked> rush() throws InterruptedException {
    var gateways = List.of(Gateway.at("gateway-service", url()));
    var bytes = new RequestBytes(gateways, IDS, List.of("RSH1-01"));
    try (var load =
        new RushLoad(gateways, 7, bytes, Workload.hot(STUDENTS, 1), Duration.ofSeconds(30))) {
      return new HistoryReader(IDS, SECTIONS).read(load.run().calls());
    }
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String token = exchange.getRequestHeaders().getFirst("Authorization");
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    int attempt = attempts.merge(token, 1, Integer::sum);
    boolean isGood =
        token.startsWith("Bearer s")
            && body.equals("{\"type\":\"enroll\",\"section\":\"RSH1-01\"}");
    if (!isGood) {
      send(exchange, 400, "");
    } else if (mood == Mood.broken) {
      send(exchange, 500, "{}");
    } else if (mood == Mood.busy && attempt == 1) {
      exchange.getResponseHeaders().set("Retry-After", "0");
      send(exchange, 503, "{}");
    } else if (mood == Mood.hangingUp && attempt == 1) {
      exchange.close();
    } else {
      int number = numbers.incrementAndGet();
      send(
          exchange,
          202,
          "{\"id\":\"r%d\",\"section\":\"RSH1-01\",\"number\":%d}".formatted(number, number));
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
