package io.sugang.notification;

import io.sugang.local.testing.TcpProxy;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** The real parts, with a proxy before the writer that can lose what is sent or answered. */
public final class HalfOpenStack extends LocalStack {

  private static TcpProxy writer;

  @Override
  public Map<String, String> start() {
    var environment = new HashMap<>(super.start());
    int port = URI.create(environment.get("SUGANG_WRITER_URL")).getPort();
    writer = TcpProxy.to(port);
    environment.computeIfPresent(
        "SUGANG_WRITER_URL", (_, url) -> url.replace(":" + port, ":" + writer.port()));
    environment.put("sugang.notification.database-timeout", "1S");
    return environment;
  }

  /** The way to the writer. */
  public static TcpProxy writer() {
    return writer;
  }

  @Override
  public void stop() {
    writer.close();
    super.stop();
  }
}
