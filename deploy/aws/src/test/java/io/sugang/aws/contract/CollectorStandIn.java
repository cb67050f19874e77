package io.sugang.aws.contract;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Takes spans by OTLP over HTTP, as the collector beside a service does. */
final class CollectorStandIn implements AutoCloseable {

  private final HttpServer server;

  /** Messages as they came, one byte a character: names and ids are found in them as they are. */
  private final Queue<String> messages = new ConcurrentLinkedQueue<>();

  CollectorStandIn() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v1/traces",
        exchange -> {
          messages.add(
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
          exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Whether a span of a name came from a service in a trace. */
  boolean has(String service, String span, String traceId) {
    String id = new String(HexFormat.of().parseHex(traceId), StandardCharsets.ISO_8859_1);
    return messages.stream()
        .anyMatch(
            message -> message.contains(service) && message.contains(span) && message.contains(id));
  }

  /** Whether any service has said a word in any of its spans. */
  boolean says(String word) {
    return messages.stream().anyMatch(message -> message.contains(word));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
