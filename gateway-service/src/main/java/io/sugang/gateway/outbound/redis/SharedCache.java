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

  /** Stands where nothing may be shared. */
  private static final String NOTHING = "-";

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
        .map(found -> found == null ? null : read(found.toString(), type))
        .onFailure()
        .recoverWithNull()
        .flatMap(
            found ->
                found == null
                    ? load.get().call(loaded -> share(key, lifetime, loaded))
                    : Uni.createFrom().item(found));
  }

  /**
   * Has nothing shared by a name for a while; also nothing that was loaded before.
   *
   * @return fails with {@link io.sugang.gateway.application.LineAwayException} if Redis does not
   *     say so
   */
  Uni<Void> withhold(String name, Duration time) {
    return Uni.createFrom()
        .completionStage(
            () -> reads.ask("SET", "cache:" + name, NOTHING, "PX", Long.toString(time.toMillis())))
        .replaceWithVoid();
  }

  /** What others shared meanwhile stays: it may be newer. */
  private Uni<Void> share(String key, Duration lifetime, Object value) {
    return Uni.createFrom()
        .item(() -> write(value))
        .flatMap(
            text ->
                Uni.createFrom()
                    .completionStage(
                        () ->
                            pipe.send(
                                Request.cmd(Command.SET)
                                    .arg(key)
                                    .arg(text)
                                    .arg("PX")
                                    .arg(lifetime.toMillis())
                                    .arg("NX"))))
        .onFailure()
        .invoke(e -> LOG.debugf("%s is not shared: %s", key, e.getMessage()))
        .onFailure()
        .recoverWithNull()
        .replaceWithVoid();
  }

  /** {@code null} if it is withheld, or in a form that another version wrote. */
  private <T> T read(String text, TypeReference<T> type) {
    try {
      return text.equals(NOTHING) ? null : json.readValue(text, type);
    } catch (JsonProcessingException e) {
      LOG.warnf("a shared value can't be read: %s", e.getOriginalMessage());
      return null;
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
