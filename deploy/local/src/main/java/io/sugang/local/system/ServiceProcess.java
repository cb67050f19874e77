package io.sugang.local.system;

import io.sugang.local.Home;
import io.sugang.local.LocalSystemException;
import io.sugang.local.process.AotCache;
import io.sugang.local.process.Await;
import io.sugang.local.process.ChildProcess;
import io.sugang.local.process.Jvm;
import io.sugang.local.process.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/** One of Sugang's services, running from its packaged jar. */
final class ServiceProcess {

  private static final Duration START = Duration.ofSeconds(60);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

  private final ChildProcess process;
  private final AotCache cache;
  private final int port;
  private final int managementPort;
  private final String instance;

  private ServiceProcess(
      ChildProcess process, AotCache cache, int port, int managementPort, String instance) {
    this.process = process;
    this.cache = cache;
    this.port = port;
    this.managementPort = managementPort;
    this.instance = instance;
  }

  static ServiceProcess start(
      Home home,
      String module,
      String name,
      int port,
      List<String> jvmOptions,
      boolean learns,
      Map<String, String> environment) {
    Path jar = jar(home, module);
    int managementPort = Ports.preferably(port + 1000);
    var env = new TreeMap<>(environment);
    env.put("SUGANG_PORT", Integer.toString(port));
    env.put("SUGANG_MANAGEMENT_PORT", Integer.toString(managementPort));
    env.put("SUGANG_BIND", "127.0.0.1");
    String instance = UUID.randomUUID().toString();
    env.put("SUGANG_INSTANCE", instance);
    var command = new ArrayList<String>();
    command.add(Jvm.java().toString());
    command.addAll(jvmOptions);
    // The package step makes one of the service's start; whoever learns in a rush replaces it.
    var cache = new AotCache(jar.resolveSibling("app.aot"));
    command.addAll(cache.options(learns));
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "--sun-misc-unsafe-memory-access=allow",
            "-jar",
            jar.toString()));
    return new ServiceProcess(
        ChildProcess.start(home, name, command, env), cache, port, managementPort, instance);
  }

  private static Path jar(Home home, String module) {
    Path target = home.root().resolve(module).resolve("target");
    try (Stream<Path> files = Files.list(target)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith("-runner.jar"))
          .findFirst()
          .orElseThrow(() -> notBuilt(module, target));
    } catch (IOException e) {
      throw notBuilt(module, target);
    }
  }

  private static LocalSystemException notBuilt(String module, Path target) {
    return new LocalSystemException(
        "%s is not built (%s has no runner jar). Build with: ./mvnw package -DskipTests"
            .formatted(module, target));
  }

  /** Ready is this process, not another one that got its port. */
  void awaitReady() {
    var request =
        HttpRequest.newBuilder(URI.create(management() + "/q/health/ready"))
            .timeout(Duration.ofSeconds(3))
            .build();
    Await.until(
        process,
        START,
        () -> {
          HttpResponse<String> health = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
          return health.statusCode() == 200 && health.body().contains(instance);
        });
  }

  /** What it learned; it has ended. */
  AotCache cache() {
    return cache;
  }

  ChildProcess process() {
    return process;
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  String management() {
    return "http://127.0.0.1:" + managementPort;
  }

  /** Resident memory in MiB, or -1 where the system does not tell. */
  long residentMib() {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    try {
      return Files.readAllLines(status).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElse(-1);
    } catch (IOException e) {
      return -1;
    }
  }
}
