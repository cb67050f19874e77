package io.sugang.local.part;

import io.sugang.contract.queue.Queue;
import io.sugang.local.Home;
import io.sugang.local.process.AotCache;
import io.sugang.local.process.Await;
import io.sugang.local.process.ChildProcess;
import io.sugang.local.process.Jvm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An SQS server (ElasticMQ) with every queue and its dead letter queue; messages survive a restart.
 */
public final class SqsServer {

  private static final Duration START = Duration.ofSeconds(40);

  private static final AotCache CACHE = new AotCache(Jvm.file("sqs.aot"));

  private final ChildProcess process;
  private final int port;

  private SqsServer(ChildProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts it.
   *
   * @param learns see {@link AotCache}
   */
  public static SqsServer start(Home home, int port, boolean learns) throws IOException {
    Path data = Files.createDirectories(home.data().resolve("sqs"));
    Path configuration = home.identity().resolve("elasticmq.conf");
    Files.writeString(configuration, configuration(port, data));
    var command = new ArrayList<String>();
    command.add(Jvm.java().toString());
    command.addAll(CACHE.options(learns));
    command.addAll(
        List.of(
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dconfig.file=" + configuration,
            "-cp",
            Jvm.libraries(),
            "org.elasticmq.server.Main"));
    return new SqsServer(ChildProcess.start(home, "sqs", command, Map.of()), port);
  }

  private static String configuration(int port, Path data) {
    var queues = new StringBuilder();
    for (Queue queue : Queue.values()) {
      queues.append(
          """
            %1$s {
              defaultVisibilityTimeout = %2$d seconds
              receiveMessageWait = 0 seconds
              deadLettersQueue { name = "%3$s", maxReceiveCount = %4$d }
            }
            %3$s { defaultVisibilityTimeout = 30 seconds }
          """
              .formatted(
                  queue.queueName(),
                  queue.visibilityTimeout().toSeconds(),
                  queue.deadLetterQueueName(),
                  queue.maxReceives()));
    }
    return """
        pekko.http.server.request-timeout = 30 s
        pekko.http.server.parsing.max-uri-length = 256k
        pekko.loglevel = WARNING
        # A message passes a dozen actors; on few threads they wake nobody, which costs a third less.
        pekko.actor {
          default-dispatcher.fork-join-executor { parallelism-min = 1, parallelism-factor = 0.5, parallelism-max = 4 }
          internal-dispatcher.fork-join-executor { parallelism-min = 1, parallelism-factor = 0.25, parallelism-max = 2 }
        }
        pekko.http.server.parsing.illegal-header-warnings = off
        node-address { protocol = http, host = "127.0.0.1", port = %1$d, context-path = "" }
        generate-node-address = false
        rest-sqs { enabled = true, bind-port = %1$d, bind-hostname = "127.0.0.1", sqs-limits = strict }
        rest-stats { enabled = false, bind-port = 1, bind-hostname = "127.0.0.1" }
        aws { region = "%3$s", accountId = "000000000000" }
        queues {
        %4$s}
        queues-storage { enabled = false, path = "%2$s/queues.conf" }
        messages-storage {
          enabled = true
          driver-class-name = "org.h2.Driver"
          uri = "jdbc:h2:file:%2$s/messages"
          username = ""
          password = ""
          prune-data-on-init = false
        }
        """
        .formatted(port, data, SqsServer.REGION, queues);
  }

  /** The region that the local system plays. */
  public static final String REGION = "ap-northeast-2";

  public void awaitReady() {
    Await.until(
        process,
        START,
        () -> {
          try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
          }
        });
  }

  /** What it learned; it has ended. */
  public AotCache cache() {
    return CACHE;
  }

  public ChildProcess process() {
    return process;
  }

  public String endpoint() {
    return "http://127.0.0.1:" + port;
  }

  /** The URL of a queue by its name. */
  public String queueUrl(String name) {
    return "%s/000000000000/%s".formatted(endpoint(), name);
  }
}
