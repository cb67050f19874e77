package io.sugang.waitlist.outbound.redis;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.line.LineEntry;
import io.sugang.contract.line.LineKeys;
import io.sugang.contract.line.LineScript;
import io.sugang.contract.message.LineRequest;
import io.sugang.waitlist.application.Line;
import io.sugang.waitlist.application.Settlement;
import io.sugang.waitlist.config.WaitlistConfig;
import io.sugang.waitlist.domain.Section;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/** The lines in Redis, by the scripts of the present epoch. */
@ApplicationScoped
class RedisLine implements Line {

  private static final Logger LOG = Logger.getLogger(RedisLine.class);

  private final ReactiveRedisDataSource redis;
  private final Duration patience;
  private volatile long epoch;

  RedisLine(ReactiveRedisDataSource redis, WaitlistConfig config) {
    this.redis = redis;
    this.patience = config.redisTimeout();
  }

  @Override
  public List<LineRequest> peek(SectionId section, int max) {
    var keys = new LineKeys(section);
    Response answer =
        call(LineScript.PEEK, List.of(keys.line(), keys.requests()), List.of("" + max));
    var requests = new ArrayList<LineRequest>(answer.size() / 2);
    for (int i = 0; i < answer.size(); i += 2) {
      var number = new RequestNumber(answer.get(i).toLong());
      requests.add(LineEntry.read(section, number, answer.get(i + 1).toString()));
    }
    return requests;
  }

  @Override
  public void settle(Section section, Collection<Settlement> settlements) {
    var keys = new LineKeys(section.id());
    var values = new ArrayList<String>(4 + 5 * settlements.size());
    values.add(Long.toString(section.version()));
    values.add(Integer.toString(section.capacity()));
    values.add(Integer.toString(section.taken()));
    values.add(Integer.toString(section.waitlisted()));
    for (Settlement settlement : settlements) {
      values.add(settlement.number().toString());
      values.add(settlement.liveField());
      values.add(settlement.isRepeated() ? "1" : "0");
      values.add(settlement.onWaitlist() ? "1" : "0");
      values.add(settlement.decision().toText());
    }
    var unused =
        call(
            LineScript.SETTLE,
            List.of(
                keys.line(),
                keys.requests(),
                keys.live(),
                keys.decisions(),
                keys.seats(),
                keys.waitlist(),
                keys.news()),
            values);
  }

  @Override
  public Map<SectionId, String> heads(Collection<SectionId> sections) {
    List<SectionId> ordered = List.copyOf(sections);
    if (ordered.isEmpty()) {
      return Map.of();
    }
    List<Uni<Response>> looks =
        ordered.stream()
            .map(s -> redis.execute("ZRANGE", new LineKeys(s).line(), "0", "0"))
            .toList();
    List<Response> answers = await(Uni.join().all(looks).andFailFast());
    var heads = new HashMap<SectionId, String>();
    for (int i = 0; i < answers.size(); i++) {
      if (answers.get(i).size() > 0) {
        heads.put(ordered.get(i), answers.get(i).get(0).toString());
      }
    }
    return heads;
  }

  private Response call(LineScript script, List<String> keys, List<String> values) {
    for (int attempt = 0; epoch > 0 && attempt < 2; attempt++) {
      long tried = epoch;
      try {
        return evaluate(script, tried, keys, values);
      } catch (RuntimeException e) {
        if (!isNoScript(e)) {
          throw new LineAwayException(e);
        }
        readEpoch();
        if (epoch == tried) {
          throw new LineClosedException();
        }
      }
    }
    if (epoch == 0) {
      readEpoch();
      if (epoch > 0) {
        return call(script, keys, values);
      }
    }
    throw new LineClosedException();
  }

  private Response evaluate(LineScript script, long tried, List<String> keys, List<String> values) {
    var arguments = new ArrayList<String>(2 + keys.size() + values.size());
    arguments.add(script.digest(tried));
    arguments.add(Integer.toString(keys.size()));
    arguments.addAll(keys);
    arguments.addAll(values);
    return redis.execute("EVALSHA", arguments.toArray(String[]::new)).await().atMost(patience);
  }

  private void readEpoch() {
    Response known = await(redis.execute("GET", LineKeys.EPOCH));
    epoch = known == null ? 0 : known.toLong();
    LOG.debugf("the line's epoch is %d", epoch);
  }

  private <T> T await(Uni<T> answer) {
    try {
      return answer.await().atMost(patience);
    } catch (RuntimeException e) {
      throw new LineAwayException(e);
    }
  }

  private static boolean isNoScript(Throwable e) {
    return e.getMessage() != null && e.getMessage().startsWith("NOSCRIPT");
  }
}
