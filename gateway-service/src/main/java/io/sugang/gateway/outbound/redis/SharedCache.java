package io.sugang.gateway.outbound.redis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * What gateways share of enrollment-service's answers, in Redis. A Redis that is away only means
 * that nothing is shared.
 */
@ApplicationScoped
public class SharedCache {

  private static final Logger LOG = Logger.getLogger(SharedCache.class);

  private final RedisPipe pipe;
  private final RedisReads reads;
  private final ObjectMapper json;

  SharedCache(RedisPipe pipe, RedisReads reads, ObjectMapper json) {
    this.pipe = pipe;
    this.reads = reads;
    this.json = json;
  }

  /**
   * The shared value if there is one, else a loaded one, which is shared from then on for its
   * lifetime.
   */
  public <T> Uni<T> get(
      String name, Duration lifetime, TypeReference<T> type, Supplier<Uni<T>> load) {
    String key = "cache:" + name;
    return Uni.createFrom()
        .completionStage(() -> pipe.send(Request.cmd(Command.GET).arg(key)))
        .map(found -> found == null ? null : found.toString())
        .onFailure()
        .recoverWithNull()
        .flatMap(
            found -> {
              if (found == null) {
                return load.get().call(loaded -> share(key, lifetime, loaded));
              }
              return Uni.createFrom().item(() -> read(found, type));
            });
  }

  /**
   * Has nothing shared by a name, so that what is loaded from now on is.
   *
   * @return fails with {@link io.sugang.gateway.application.LineAwayException} if Redis does not
   *     say so
   */
  public Uni<Void> withdraw(String name) {
    return Uni.createFrom()
        .completionStage(() -> reads.ask("DEL", "cache:" + name))
        .replaceWithVoid();
  }

  /** Shares a value instead of whatever is. */
  public Uni<Void> replace(String name, Duration lifetime, Object value) {
    return set("cache:" + name, lifetime, value, false);
  }

  /** What others shared meanwhile stays: it may be newer. */
  private Uni<Void> share(String key, Duration lifetime, Object value) {
    return set(key, lifetime, value, true);
  }

  private Uni<Void> set(String key, Duration lifetime, Object value, boolean onlyIfNone) {
    return Uni.createFrom()
        .item(() -> write(value))
        .flatMap(
            text ->
                Uni.createFrom()
                    .completionStage(() -> pipe.send(words(key, text, lifetime, onlyIfNone))))
        .onFailure()
        .invoke(e -> LOG.debugf("%s is not shared: %s", key, e.getMessage()))
        .onFailure()
        .recoverWithNull()
        .replaceWithVoid();
  }

  private static Request words(String key, String text, Duration lifetime, boolean onlyIfNone) {
    Request words = Request.cmd(Command.SET).arg(key).arg(text).arg("PX").arg(lifetime.toMillis());
    return onlyIfNone ? words.arg("NX") : words;
  }

  private <T> T read(String text, TypeReference<T> type) {
    try {
      return json.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a shared value in an unknown form", e);
    }
  }

  private String write(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
