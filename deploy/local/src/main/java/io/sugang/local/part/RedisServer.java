package io.sugang.local.part;

import io.sugang.local.Home;
import io.sugang.local.Secrets;
import io.sugang.local.process.Await;
import io.sugang.local.process.ChildProcess;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import redis.embedded.RedisExecProvider;

/** Redis, with an append-only file so that a restart keeps the line. */
public final class RedisServer {

  private static final Duration START = Duration.ofSeconds(20);

  private final ChildProcess process;
  private final int port;
  private final String password;

  private RedisServer(ChildProcess process, int port, String password) {
    this.process = process;
    this.port = port;
    this.password = password;
  }

  public static RedisServer start(Home home, Secrets secrets, int port) throws IOException {
    Path binary = home.distribution().resolve("redis-server-7.0.15");
    if (!Files.exists(binary)) {
      File unpacked = RedisExecProvider.defaultProvider().get();
      Path partial =
          binary.resolveSibling(binary.getFileName() + "." + ProcessHandle.current().pid());
      Files.copy(unpacked.toPath(), partial);
      partial.toFile().setExecutable(true);
      Files.move(partial, binary, StandardCopyOption.ATOMIC_MOVE);
    }
    Path data = Files.createDirectories(home.data().resolve("redis"));
    String password = secrets.get("redis");
    Path configuration = home.identity().resolve("redis.conf");
    Files.writeString(
        configuration,
        """
        bind 127.0.0.1
        port %d
        requirepass %s
        dir "%s"
        appendonly yes
        appendfsync everysec
        save ""
        maxmemory 512mb
        maxmemory-policy noeviction
        """
            .formatted(port, password, data));
    var process =
        ChildProcess.start(
            home, "redis", List.of(binary.toString(), configuration.toString()), Map.of());
    return new RedisServer(process, port, password);
  }

  public void awaitReady() {
    Await.until(process, START, this::answersPing);
  }

  private boolean answersPing() throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(1000);
      socket
          .getOutputStream()
          .write("AUTH %s\r\nPING\r\n".formatted(password).getBytes(StandardCharsets.US_ASCII));
      byte[] expected = "+OK\r\n+PONG\r\n".getBytes(StandardCharsets.US_ASCII);
      return Arrays.equals(socket.getInputStream().readNBytes(expected.length), expected);
    }
  }

  public ChildProcess process() {
    return process;
  }

  public int port() {
    return port;
  }

  public String url() {
    return "redis://:%s@127.0.0.1:%d".formatted(password, port);
  }
}
