package io.sugang.local.system;

import io.sugang.contract.queue.Queue;
import io.sugang.local.Home;
import io.sugang.local.LocalSystemException;
import io.sugang.local.Progress;
import io.sugang.local.Secrets;
import io.sugang.local.console.Console;
import io.sugang.local.identity.TokenIssuer;
import io.sugang.local.part.MariaDbPair;
import io.sugang.local.part.RedisServer;
import io.sugang.local.part.Schema;
import io.sugang.local.part.SqsServer;
import io.sugang.local.process.PidFile;
import io.sugang.local.process.Ports;
import io.sugang.local.university.Seed;
import io.sugang.local.university.University;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The whole system on this machine: everything the services need, then the services. */
public final class LocalSystem {

  private static final Duration DRAIN = Duration.ofMillis(2500);

  /** Who learned writes it down at the end, on this machine's few cores. */
  private static final Duration LEARNED = Duration.ofMinutes(3);

  private static final Duration PARTS_STOP = Duration.ofMillis(1500);

  private static final int MAX_RESTARTS = 20;

  private static final String GATEWAY = "gateway-service";
  private static final String ENROLLMENT = "enrollment-service";
  private static final String WAITLIST = "waitlist-service";
  private static final String NOTIFICATION = "notification-service";

  /**
   * Heap, and for services that the second compiler makes no faster the first one only: it is ready
   * at once and leaves the cores to the gateway.
   */
  private static final Map<String, List<String>> JVM_OPTIONS =
      Map.of(
          ENROLLMENT, List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"),
          WAITLIST, List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"),
          NOTIFICATION, List.of("-Xmx192m", "-XX:TieredStopAtLevel=1"),
          GATEWAY, List.of("-Xmx768m"));

  private final Home home;
  private final SystemOptions options;
  private final Progress progress;
  private final Map<String, ServiceProcess> services = new LinkedHashMap<>();
  private final Map<String, Map<String, String>> environments = new LinkedHashMap<>();
  private Secrets secrets;
  private MariaDbPair databases;
  private RedisServer redis;
  private SqsServer sqs;
  private Console console;
  private boolean stopped;
  private boolean waitsForReplica = true;

  public LocalSystem(Home home, SystemOptions options, Progress progress) {
    this.home = home;
    this.options = options;
    this.progress = progress;
  }

  /**
   * Brings everything up and waits until it is ready. Whatever fails, {@link #stop()} cleans up.
   */
  public void start() throws IOException, SQLException {
    int gatewayPort = gatewayPort();
    secrets = new Secrets(home);
    redis = RedisServer.start(home, secrets, Ports.preferably(16379));
    sqs = SqsServer.start(home, Ports.preferably(19324), options.learns());
    console = Console.start(Ports.preferably(18025), new TokenIssuer(home), secrets);
    databases =
        MariaDbPair.start(
            home, secrets, Ports.preferably(13306), Ports.preferably(13307), options.replicaWait());
    progress.done("MariaDB: primary and replica, semi-synchronous");
    Schema.migrate(databases, secrets);
    try (Connection connection = databases.administrate(Schema.NAME)) {
      University university = University.found(options.seed(), options.students());
      if (Seed.plant(connection, university, options.rules())) {
        progress.done(
            "Seeded: %,d students, university no. %d"
                .formatted(options.students(), options.seed()));
      }
    }
    databases.awaitReplica();
    redis.awaitReady();
    sqs.awaitReady();
    progress.done("Redis and SQS");
    int enrollmentPort = Ports.preferably(18081);
    var environment = new ServiceEnvironment(databases, redis, sqs, console.url(), secrets);
    environments.put(ENROLLMENT, environment.enrollment());
    environments.put(WAITLIST, environment.waitlist());
    environments.put(NOTIFICATION, environment.notification());
    environments.put(GATEWAY, environment.gateway("http://127.0.0.1:" + enrollmentPort));
    startServices(gatewayPort, enrollmentPort);
  }

  private int gatewayPort() {
    if (!options.services().contains(GATEWAY)) {
      return 0;
    }
    return options.gatewayPort() == SystemOptions.ANY_PORT
        ? Ports.anyFree()
        : Ports.exactly(options.gatewayPort(), "the gateway", "--port");
  }

  private void startServices(int gatewayPort, int enrollmentPort) {
    start(ENROLLMENT, 1, enrollmentPort);
    for (int i = 1; i <= options.workers(); i++) {
      start(WAITLIST, i, Ports.preferably(18082 + 100 * (i - 1)));
    }
    start(NOTIFICATION, 1, Ports.preferably(18083));
    for (int i = 1; i <= options.gateways(); i++) {
      start(GATEWAY, i, i == 1 ? gatewayPort : Ports.preferably(18084 + 100 * (i - 1)));
    }
    services.forEach(
        (name, service) -> {
          service.awaitReady();
          progress.done("%s is ready".formatted(name));
        });
  }

  /** The second of a kind is called {@code <module>-2}, and so on. */
  private void start(String module, int index, int port) {
    if (!options.services().contains(module)) {
      return;
    }
    String name = index == 1 ? module : module + "-" + index;
    services.put(
        name,
        ServiceProcess.start(
            home,
            module,
            name,
            port,
            JVM_OPTIONS.get(module),
            options.learns(),
            environments.get(module)));
  }

  /**
   * Starts again whatever has ended, as an orchestrator would.
   *
   * @param announce told of each, in a sentence
   * @throws LocalSystemException if a process ends again and again
   */
  public synchronized void restartEnded(Consumer<String> announce) {
    if (stopped) {
      return;
    }
    Stream.concat(
            services.values().stream().map(ServiceProcess::process),
            Stream.of(databases.writer(), databases.reader(), redis.process(), sqs.process()))
        .filter(process -> !process.isAlive())
        .forEach(
            process -> {
              int exitCode = process.exitCode();
              if (process.restart() > MAX_RESTARTS) {
                throw new LocalSystemException(
                    "%s ended %d times; see %s"
                        .formatted(process.name(), MAX_RESTARTS, process.log()));
              }
              announce.accept(
                  "%s ended with exit code %d and was started again (log: %s)"
                      .formatted(process.name(), exitCode, process.log()));
              var unused = publishStatus();
            });
    databases.keepReplicating();
    watchReplica(announce);
  }

  private void watchReplica(Consumer<String> announce) {
    boolean waits = databases.isSemiSynchronous().orElse(waitsForReplica);
    if (waits != waitsForReplica) {
      waitsForReplica = waits;
      announce.accept(
          waits
              ? "the replica is back: commits wait for it again"
              : "ALARM: the replica did not answer for %d s, so commits no longer wait for it; if the writer were lost now, so would be what the replica lacks"
                  .formatted(options.replicaWait().toSeconds()));
    }
  }

  /** What the running system tells outside tools; also written to the status file. */
  public SystemStatus publishStatus() {
    var serviceStatus = new LinkedHashMap<String, SystemStatus.Service>();
    services.forEach(
        (name, service) ->
            serviceStatus.put(
                name,
                new SystemStatus.Service(
                    service.process().pid(),
                    name.startsWith(GATEWAY) || name.equals(ENROLLMENT) ? service.url() : null,
                    service.management(),
                    service.process().log().toString())));
    var queueUrls = new LinkedHashMap<String, String>();
    for (Queue queue : Queue.values()) {
      queueUrls.put(queue.queueName(), sqs.queueUrl(queue.queueName()));
      queueUrls.put(queue.deadLetterQueueName(), sqs.queueUrl(queue.deadLetterQueueName()));
    }
    var status =
        new SystemStatus(
            ProcessHandle.current().pid(),
            serviceStatus,
            database(databases.writer().pid(), databases.writerPort()),
            database(databases.reader().pid(), databases.readerPort()),
            new SystemStatus.Redis(
                redis.process().pid(),
                "127.0.0.1",
                redis.port(),
                redis.url(),
                secrets.get("redis")),
            new SystemStatus.Sqs(
                sqs.process().pid(), sqs.endpoint(), SqsServer.REGION, "local", "local", queueUrls),
            new SystemStatus.Console(
                console.url() + "/mailbox",
                console.url() + "/mailbox.json",
                console.url(),
                console.url() + "/identity/jwks.json"),
            new SystemStatus.Seed(options.seed(), options.students()),
            environments);
    try {
      Files.writeString(home.statusFile(), status.toJson());
    } catch (IOException e) {
      throw new LocalSystemException("can't write " + home.statusFile(), e);
    }
    return status;
  }

  private SystemStatus.Database database(long pid, int port) {
    return new SystemStatus.Database(
        pid, "127.0.0.1", port, Schema.NAME, "sugang_admin", secrets.get("mariadb.admin"));
  }

  /** Memory of each service in MiB. */
  public Map<String, Long> residentMib() {
    var memory = new LinkedHashMap<String, Long>();
    services.forEach((name, service) -> memory.put(name, service.residentMib()));
    return memory;
  }

  /**
   * Stops when services and SQS server have written down what they learned: that is what they know
   * at their next start.
   */
  public synchronized void stopLearned() {
    stop(LEARNED, LEARNED);
    services.values().forEach(service -> service.cache().keepLearned());
    sqs.cache().keepLearned();
  }

  /** Drains the services, then stops what they needed. Within 5 s, whatever state things are in. */
  public synchronized void stop() {
    // The SQS server has its time while the databases are waited for.
    stop(DRAIN, Duration.ZERO);
  }

  private void stop(Duration drain, Duration queueEnds) {
    if (stopped) {
      return;
    }
    stopped = true;
    services.values().forEach(service -> service.process().terminate());
    long deadline = System.nanoTime() + drain.toNanos();
    services
        .values()
        .forEach(
            service ->
                service
                    .process()
                    .awaitEnd(Duration.ofNanos(Math.max(0, deadline - System.nanoTime()))));
    if (redis != null) {
      redis.process().terminate();
    }
    if (sqs != null) {
      sqs.process().terminate();
    }
    if (databases != null) {
      databases.stop(PARTS_STOP);
    }
    if (redis != null) {
      redis.process().awaitEnd(Duration.ZERO);
    }
    if (sqs != null) {
      sqs.process().awaitEnd(queueEnds);
    }
    if (console != null) {
      console.stop();
    }
    // What failed half way through its start has a pid file, but no owner here.
    PidFile.reap(home);
    try {
      Files.deleteIfExists(home.statusFile());
    } catch (IOException e) {
      throw new LocalSystemException("can't delete " + home.statusFile(), e);
    }
  }
}
