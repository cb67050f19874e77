package io.sugang.gateway;

import io.sugang.local.testing.TcpProxy;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The real parts, each behind a proxy that can let connections go half open. */
public final class HalfOpenStack extends LocalStack {

  /** Where the gateway finds its parts. */
  public static final List<String> PLACES =
      List.of("SUGANG_REDIS_URL", "SUGANG_SQS_ENDPOINT", "SUGANG_ENROLLMENT_URL");

  private static final ConcurrentMap<String, TcpProxy> PROXIES = new ConcurrentHashMap<>();

  @Override
  public Map<String, String> start() {
    var environment = new HashMap<>(super.start());
    for (String place : PLACES) {
      int port = URI.create(environment.get(place)).getPort();
      TcpProxy proxy = TcpProxy.to(port);
      PROXIES.put(place, proxy);
      environment.computeIfPresent(place, (_, url) -> url.replace(":" + port, ":" + proxy.port()));
    }
    return environment;
  }

  /** The connections to a part die without a word. */
  public static void letGoHalfOpen(String place) {
    PROXIES.get(place).letGoHalfOpen();
  }

  @Override
  public void stop() {
    PROXIES.values().forEach(TcpProxy::close);
    super.stop();
  }
}
