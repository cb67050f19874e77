package io.sugang.notification;

import io.sugang.testing.LocalStack;
import io.sugang.testing.TcpProxy;
import java.util.List;
import java.util.Map;

/** The real parts, with a proxy before the writer that can lose what is sent or answered. */
public final class HalfOpenStack extends LocalStack {

  private static final String WRITER = "SUGANG_WRITER_URL";

  @Override
  protected List<String> behindProxies() {
    return List.of(WRITER);
  }

  @Override
  protected Map<String, String> settings() {
    return Map.of("sugang.notification.database-timeout", "1S");
  }

  /** The way to the writer. */
  public static TcpProxy writer() {
    return proxy(WRITER);
  }
}
