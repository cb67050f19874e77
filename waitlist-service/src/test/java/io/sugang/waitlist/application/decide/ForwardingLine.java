package io.sugang.waitlist.application.decide;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.message.LineRequest;
import io.sugang.waitlist.rule.Section;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The real line, for tests that change one thing about it. */
public abstract class ForwardingLine implements Line {

  private final Line line;

  public ForwardingLine(Line line) {
    this.line = line;
  }

  @Override
  public List<LineRequest> peek(SectionId section, int max) {
    return line.peek(section, max);
  }

  @Override
  public void update(Section section, Collection<LineUpdate> updates) {
    line.update(section, updates);
  }

  @Override
  public RequestNumber rejoin(LineRequest request) {
    return line.rejoin(request);
  }

  @Override
  public Optional<RequestNumber> reopen(Section section, LineRequest request) {
    return line.reopen(section, request);
  }

  @Override
  public Map<SectionId, String> heads(Collection<SectionId> sections) {
    return line.heads(sections);
  }
}
