package io.sugang.waitlist.outbound.redis;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.line.LineEntry;
import io.sugang.contract.line.LineKeys;
import io.sugang.contract.line.LineScript;
import io.sugang.contract.message.LineRequest;
import io.sugang.waitlist.application.decide.Line;
import io.sugang.waitlist.application.decide.LineUpdate;
import io.sugang.waitlist.rule.Section;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The lines in Redis, by the scripts of the present epoch. */
@ApplicationScoped
class RedisLine implements Line {

  private static final Logger LOG = Logger.getLogger(RedisLine.class);

  private final RedisCommands redis;
  private volatile long epoch;

  RedisLine(RedisCommands redis) {
    this.redis = redis;
  }

  @Override
  public List<LineRequest> peek(SectionId section, int max) {
    var keys = new LineKeys(section);
    Response answer = call(LineScript.PEEK, keys.ofJoining(), List.of("" + max));
    var requests = new ArrayList<LineRequest>(answer.size() / 2);
    for (int i = 0; i < answer.size(); i += 2) {
      var number = new RequestNumber(answer.get(i).toLong());
      requests.add(LineEntry.read(section, number, answer.get(i + 1).toString()));
    }
    return requests;
  }

  @Override
  public void update(Section section, Collection<LineUpdate> updates) {
    var keys = new LineKeys(section.id());
    var values = new ArrayList<String>(4 + 5 * updates.size());
    values.add(Long.toString(section.version()));
    values.add(Integer.toString(section.capacity()));
    values.add(Integer.toString(section.taken()));
    values.add(Integer.toString(section.waitlisted()));
    for (LineUpdate update : updates) {
      values.add(update.number().toString());
      values.add(update.liveField());
      values.add(update.isRepeated() ? "1" : "0");
      values.add(update.onWaitlist() ? "1" : "0");
      values.add(update.decision().toText());
    }
    var unused = call(LineScript.UPDATE, keys.ofShowing(), values);
  }

  @Override
  public RequestNumber rejoin(LineRequest request) {
    Response number =
        call(
            LineScript.REJOIN,
            new LineKeys(request.section()).ofJoining(),
            List.of(
                LineUpdate.liveField(request),
                LineEntry.write(request),
                LineEntry.receipt(request).substring(request.number().toString().length()),
                request.number().toString()));
    return new RequestNumber(number.toLong());
  }

  @Override
  public Optional<RequestNumber> reopen(Section section, LineRequest request) {
    String other =
        call(
                LineScript.REOPEN,
                new LineKeys(request.section()).ofShowing(),
                List.of(
                    request.number().toString(),
                    LineUpdate.liveField(request),
                    LineEntry.write(request),
                    LineEntry.receipt(request).substring(request.number().toString().length()),
                    Long.toString(section.version())))
            .toString();
    return other.isEmpty()
        ? Optional.empty()
        : Optional.of(new RequestNumber(Long.parseLong(other)));
  }

  @Override
  public Map<SectionId, String> heads(Collection<SectionId> sections) {
    List<SectionId> ordered = List.copyOf(sections);
    if (ordered.isEmpty()) {
      return Map.of();
    }
    List<RedisCommands.Answer> answers =
        redis.sendAll(
            ordered.stream()
                .map(
                    s ->
                        RedisCommands.command(
                            Command.ZRANGE, List.of(new LineKeys(s).line(), "0", "0")))
                .toList());
    var heads = new HashMap<SectionId, String>();
    for (int i = 0; i < answers.size(); i++) {
      Response head = answers.get(i).orThrow();
      if (head.size() > 0) {
        heads.put(ordered.get(i), head.get(0).toString());
      }
    }
    return heads;
  }

  private Response call(LineScript script, List<String> keys, List<String> values) {
    for (int attempt = 0; epoch > 0 && attempt < 2; attempt++) {
      long tried = epoch;
      try {
        return evaluate(script, tried, keys, values);
      } catch (RedisCommands.RefusedException e) {
        if (!LineScript.isClosed(e.getMessage())) {
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
    return redis.send(Command.EVALSHA, arguments);
  }

  private void readEpoch() {
    Response known = redis.send(Command.GET, LineKeys.EPOCH);
    epoch = known == null ? 0 : known.toLong();
    LOG.debugf("the line's epoch is %d", epoch);
  }
}
