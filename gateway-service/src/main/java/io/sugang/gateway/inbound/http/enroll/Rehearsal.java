package io.sugang.gateway.inbound.http.enroll;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.sugang.edge.EdgeConfig;
import io.sugang.gateway.application.join.JoinRehearsal;
import io.sugang.gateway.config.GatewayConfig;
import io.sugang.gateway.inbound.http.caller.Bearer;
import io.sugang.gateway.inbound.http.trace.CallTraces;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/**
 * Plays a rush before the first one comes, so that the JVM has compiled what it needs. It plays on
 * a port of its own that only this machine reaches, with tokens that only it trusts, and nothing is
 * left of it. For a bounded time the gateway is not ready because of it; then it goes on in the
 * background, while nobody joins.
 */
@Readiness
@Singleton
class Rehearsal implements HealthCheck {

  private static final Logger LOG = Logger.getLogger(Rehearsal.class);
  private static final String LOOPBACK = "127.0.0.1";
  private static final String PATH = "/";
  private static final int PLAYERS = 50;
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration REST = Duration.ofMillis(20);

  private final Vertx vertx;
  private final JoinRehearsal rehearsal;
  private final Bearer bearer;
  private final JWTAuthContextInfo trusted;
  private final JoinResponses responses;
  private final CallTraces traces;
  private final EdgeConfig edge;
  private final ObjectMapper json;
  private final GatewayConfig config;
  private volatile long begunAt;
  private volatile boolean isOver;
  private final AtomicLong played = new AtomicLong();

  Rehearsal(
      Vertx vertx,
      JoinRehearsal rehearsal,
      Bearer bearer,
      JWTAuthContextInfo trusted,
      JoinResponses responses,
      CallTraces traces,
      EdgeConfig edge,
      ObjectMapper json,
      GatewayConfig config) {
    this.vertx = vertx;
    this.rehearsal = rehearsal;
    this.bearer = bearer;
    this.trusted = trusted;
    this.responses = responses;
    this.traces = traces;
    this.edge = edge;
    this.json = json;
    this.config = config;
  }

  void begin(@Observes StartupEvent event) {
    begunAt = System.nanoTime();
    if (lasts(config.rehearsal().plus(config.rehearsalAfterwards()))) {
      var unused = Thread.ofVirtual().name("rehearse").start(this::rehearse);
    }
  }

  void end(@Observes ShutdownEvent event) {
    isOver = true;
  }

  /** A gateway is as well without. */
  private void rehearse() {
    try {
      var tokens = new RehearsalTokens(trusted, PLAYERS);
      HttpServer server = vertx.createHttpServer().requestHandler(router(tokens));
      HttpClient client = vertx.createHttpClient(new HttpClientOptions().setDefaultHost(LOOPBACK));
      try {
        int port = await(server.listen(0, LOOPBACK)).actualPort();
        play(client, port, tokens.authorizations());
      } finally {
        await(client.close());
        await(server.close());
      }
    } catch (Exception e) {
      LOG.infof("not rehearsed to the end, so the first rush may be slower: %s", e.getMessage());
    } finally {
      isOver = true;
    }
  }

  private Router router(RehearsalTokens tokens) {
    var route =
        new EnrollRoute(
            bearer.trusting(tokens.trusted()), rehearsal.joinLine(), responses, edge, json);
    Router router = Router.router(vertx);
    router.post(PATH).handler(traces::begin).handler(route::receive);
    return router;
  }

  private void play(HttpClient client, int port, List<String> authorizations) throws Exception {
    while (!isOver && lasts(config.rehearsal().plus(config.rehearsalAfterwards()))) {
      if (lasts(config.rehearsal()) || rehearsal.isStageFree()) {
        List<Future<?>> answers = new ArrayList<>();
        for (String authorization : authorizations) {
          answers.add(ask(client, port, authorization));
        }
        await(Future.join(answers));
        var unused = played.addAndGet(answers.size());
      }
      if (!lasts(config.rehearsal())) {
        TimeUnit.NANOSECONDS.sleep(REST.toNanos());
      }
    }
  }

  private static Future<Buffer> ask(HttpClient client, int port, String authorization) {
    return client
        .request(HttpMethod.POST, port, LOOPBACK, PATH)
        .compose(
            request ->
                request
                    .putHeader("Authorization", authorization)
                    .putHeader("Content-Type", "application/json")
                    .putHeader("Accept", "application/json")
                    .putHeader("Accept-Language", "ko")
                    .send("{\"type\":\"enroll\",\"section\":\"REH1001-01\"}"))
        .compose(
            answer ->
                answer.statusCode() == 202
                    ? answer.body()
                    : Future.failedFuture("a rehearsal was answered " + answer.statusCode()));
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future
        .toCompletionStage()
        .toCompletableFuture()
        .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private boolean lasts(Duration time) {
    return System.nanoTime() - begunAt < time.toNanos();
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("rehearsal")
        .status(isOver || !lasts(config.rehearsal()))
        .withData("played", played.get())
        .build();
  }
}
