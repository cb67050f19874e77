package io.sugang.gateway.outbound.redis;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.line.LineKeys;
import io.sugang.gateway.application.follow.AcceptedFeed;
import io.sugang.gateway.domain.RequestRef;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * The feed as a Redis stream: an entry a gateway and tick, with a line {@code
 * student|section|number|acceptedAt} for each request.
 */
@ApplicationScoped
class RedisAcceptedFeed implements AcceptedFeed {

  /** Entries that are kept; some seconds of them, whose readers look four times a second. */
  private static final String KEPT = "100";

  /** Entries that are read at once; a reader who was away for long catches up tick by tick. */
  private static final String READ = "10";

  private static final Logger LOG = Logger.getLogger(RedisAcceptedFeed.class);

  private final RedisPipe pipe;

  /** Names this gateway's entries, which it need not read. */
  private final String self = UUID.randomUUID().toString();

  RedisAcceptedFeed(RedisPipe pipe) {
    this.pipe = pipe;
  }

  @Override
  public CompletionStage<Void> add(List<Accepted> accepted) {
    String lines =
        accepted.stream().map(RedisAcceptedFeed::write).collect(Collectors.joining("\n"));
    return pipe.send(
            Request.cmd(Command.XADD)
                .arg(LineKeys.ACCEPTED)
                .arg("MAXLEN")
                .arg("~")
                .arg(KEPT)
                .arg("*")
                .arg(self)
                .arg(lines))
        .thenApply(_ -> null);
  }

  @Override
  public CompletionStage<Part> readFrom(String cursor) {
    return pipe.send(
            Request.cmd(Command.XRANGE)
                .arg(LineKeys.ACCEPTED)
                .arg(cursor.equals(BEGINNING) ? "-" : "(" + cursor)
                .arg("+")
                .arg("COUNT")
                .arg(READ))
        .thenApply(
            entries -> {
              String end = cursor;
              var accepted = new ArrayList<Accepted>();
              for (Response entry : entries) {
                end = entry.get(0).toString();
                Response fields = entry.get(1);
                if (!fields.get(0).toString().equals(self)) {
                  accepted.addAll(read(fields.get(1)));
                }
              }
              return new Part(end, accepted);
            });
  }

  private static List<Accepted> read(Response lines) {
    try {
      return lines.toString().lines().map(RedisAcceptedFeed::read).toList();
    } catch (RuntimeException e) {
      LOG.warn("what another gateway accepted can't be read; streams look for it later", e);
      return List.of();
    }
  }

  private static String write(Accepted accepted) {
    RequestRef request = accepted.request();
    return accepted.student().value()
        + '|'
        + request.section().value()
        + '|'
        + request.number()
        + '|'
        + request.acceptedAt().toEpochMilli();
  }

  private static Accepted read(String line) {
    String[] parts = line.split("\\|", 4);
    return new Accepted(
        new StudentId(parts[0]),
        new RequestRef(
            new SectionId(parts[1]),
            new RequestNumber(Long.parseLong(parts[2])),
            Instant.ofEpochMilli(Long.parseLong(parts[3]))));
  }
}
