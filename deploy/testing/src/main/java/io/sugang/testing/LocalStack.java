package io.sugang.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.sugang.local.system.SystemStatus;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The real parts, started once for all tests of a service, which is the one in whose folder the
 * tests run. Who needs more says so in a subclass.
 */
public class LocalStack implements QuarkusTestResourceLifecycleManager {

  private static final Path HOME = Path.of("target/stack").toAbsolutePath();
  private static final Map<String, TcpProxy> PROXIES = new ConcurrentHashMap<>();

  /** The AWS SDK reads these from the process, not from the configuration. */
  private static final Map<String, String> OF_THE_PROCESS =
      Map.of(
          "AWS_REGION", "aws.region",
          "AWS_ACCESS_KEY_ID", "aws.accessKeyId",
          "AWS_SECRET_ACCESS_KEY", "aws.secretAccessKey");

  private StackProcess stack;

  /** Services that run beside the parts. */
  protected List<String> services() {
    return List.of();
  }

  /** Variables that tell the service where its parts are, for those that a proxy is put before. */
  protected List<String> behindProxies() {
    return List.of();
  }

  /** Settings of the service that are not the usual ones. */
  protected Map<String, String> settings() {
    return Map.of();
  }

  @Override
  public final Map<String, String> start() {
    stack =
        StackProcess.start(
            Path.of(System.getProperty("sugang.root")),
            HOME,
            services().stream().map(service -> "--service=" + service).toArray(String[]::new));
    String service = Path.of("").toAbsolutePath().getFileName().toString();
    var environment = new HashMap<>(stack.status().environment().get(service));
    OF_THE_PROCESS.forEach(
        (variable, property) -> {
          if (environment.containsKey(variable)) {
            System.setProperty(property, environment.get(variable));
          }
        });
    for (String place : behindProxies()) {
      environment.computeIfPresent(place, LocalStack::putProxyBefore);
    }
    environment.putAll(settings());
    return environment;
  }

  private static String putProxyBefore(String place, String url) {
    int port = URI.create(url).getPort();
    TcpProxy proxy = TcpProxy.to(port);
    PROXIES.put(place, proxy);
    return url.replace(":" + port, ":" + proxy.port());
  }

  /** Where the parts are. */
  public static SystemStatus status() {
    return StackProcess.status(HOME);
  }

  /** The key that the local identity provider signs with. */
  static Path signingKey() {
    return HOME.resolve("identity/signing-key.json");
  }

  /** What stands before a part, named by the variable that tells the service where it is. */
  public static TcpProxy proxy(String place) {
    return PROXIES.get(place);
  }

  @Override
  public final void stop() {
    PROXIES.values().forEach(TcpProxy::close);
    PROXIES.clear();
    stack.close();
  }
}
