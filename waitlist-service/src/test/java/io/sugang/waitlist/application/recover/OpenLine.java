package io.sugang.waitlist.application.recover;

import io.quarkus.redis.datasource.RedisDataSource;
import io.sugang.contract.decision.LineDecision;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.line.LineEntry;
import io.sugang.contract.line.LineKeys;
import io.sugang.contract.message.LineRequest;
import io.sugang.waitlist.application.decide.ForwardingLine;
import io.sugang.waitlist.application.decide.Line;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** The real line, opened; requests can be put into it as a join would. */
@Singleton
@Typed(OpenLine.class)
public class OpenLine extends ForwardingLine {

  private final RedisDataSource redis;

  OpenLine(Line line, ReopenLine reopenLine, RedisDataSource redis) {
    super(line);
    this.redis = redis;
    LineOpener.round(reopenLine);
  }

  public void put(LineRequest request) {
    var keys = new LineKeys(request.section());
    String number = request.number().toString();
    // Both at once, or the line would look as if it had lost one.
    redis.execute(
        "EVAL",
        """
        redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
        redis.call('HINCRBY', KEYS[3], '#', redis.call('ZADD', KEYS[2], ARGV[1], ARGV[1]))
        """,
        "3",
        keys.requests(),
        keys.line(),
        keys.decisions(),
        number,
        LineEntry.write(request));
  }

  public List<String> waitlist(SectionId section) {
    var members = new ArrayList<String>();
    redis
        .execute("ZRANGE", new LineKeys(section).waitlist(), "0", "-1")
        .forEach(member -> members.add(member.toString()));
    return members;
  }

  public LineDecision shown(SectionId section, long counter) {
    String number = Long.toString((1L << 40) + counter);
    return LineDecision.fromText(
        redis.execute("HGET", new LineKeys(section).decisions(), number).toString());
  }
}
