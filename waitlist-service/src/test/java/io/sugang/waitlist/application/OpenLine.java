package io.sugang.waitlist.application;

import io.quarkus.redis.datasource.RedisDataSource;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.line.LineEntry;
import io.sugang.contract.line.LineKeys;
import io.sugang.contract.line.ToldDecision;
import io.sugang.contract.message.LineRequest;
import io.sugang.waitlist.domain.Section;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The real line, opened; requests can be put into it as a join would. */
@ApplicationScoped
@Typed(OpenLine.class)
class OpenLine implements Line {

  private final Line line;
  private final RedisDataSource redis;

  OpenLine(Line line, ReopenLine reopenLine, RedisDataSource redis) {
    this.line = line;
    this.redis = redis;
    reopenLine.reopenIfClosed();
  }

  void put(LineRequest request) {
    var keys = new LineKeys(request.section());
    String number = request.number().toString();
    redis.execute("HSET", keys.requests(), number, LineEntry.write(request));
    redis.execute("ZADD", keys.line(), number, number);
  }

  List<String> waitlist(SectionId section) {
    var members = new ArrayList<String>();
    redis
        .execute("ZRANGE", new LineKeys(section).waitlist(), "0", "-1")
        .forEach(member -> members.add(member.toString()));
    return members;
  }

  ToldDecision told(SectionId section, long counter) {
    String number = Long.toString((1L << 40) + counter);
    return ToldDecision.fromText(
        redis.execute("HGET", new LineKeys(section).decisions(), number).toString());
  }

  @Override
  public List<LineRequest> peek(SectionId section, int max) {
    return line.peek(section, max);
  }

  @Override
  public void settle(Section section, Collection<Settlement> settlements) {
    line.settle(section, settlements);
  }

  @Override
  public Map<SectionId, String> heads(Collection<SectionId> sections) {
    return line.heads(sections);
  }
}
