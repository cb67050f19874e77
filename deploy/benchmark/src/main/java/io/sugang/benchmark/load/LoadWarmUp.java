package io.sugang.benchmark.load;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sugang.benchmark.system.Gateway;
import io.sugang.benchmark.workload.Workload;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/**
 * Has the load generator compiled before any clock starts: on a machine that it shares with the
 * system, a cold one would take as much of it as all services together. It sends a rush to a server
 * of its own that answers everybody alike; the system sees nothing of it.
 */
public final class LoadWarmUp {

  private static final int STUDENTS = 40_000;
  private static final int CONNECTIONS = 50;
  private static final Duration STALL = Duration.ofSeconds(10);
  private static final String SECTION = "WARM-UP-01";

  private static final byte[] RECEIPT =
      """
      {"id":"WARM-UP-01.0123456789a.0123456789abcdef","section":"WARM-UP-01","type":"enroll",\
      "number":9007199254740991,"position":12345,"acceptedAt":"2027-02-10T00:00:00.000Z"}"""
          .getBytes(StandardCharsets.UTF_8);

  private LoadWarmUp() {}

  /** Takes some seconds. */
  public static void run() throws IOException, InterruptedException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", LoadWarmUp::answer);
    server.start();
    try {
      List<Gateway> gateways =
          List.of(Gateway.at("warm-up", "http://127.0.0.1:" + server.getAddress().getPort()));
      var bytes =
          new RequestBytes(gateways, Collections.nCopies(STUDENTS, "token"), List.of(SECTION));
      try (var load =
          new RushLoad(gateways, CONNECTIONS, bytes, Workload.hot(STUDENTS, 1), STALL)) {
        var unused = load.run();
      }
    } finally {
      server.stop(0);
    }
  }

  private static void answer(HttpExchange call) throws IOException {
    try (call) {
      call.getRequestBody().readAllBytes();
      call.getResponseHeaders().set("Content-Type", "application/json");
      call.sendResponseHeaders(202, RECEIPT.length);
      call.getResponseBody().write(RECEIPT);
    }
  }
}
