package io.sugang.waitlist.application;

import io.sugang.contract.id.SectionId;
import io.sugang.contract.message.LineRequest;
import io.sugang.waitlist.domain.Section;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Canary: a line that does not show who is first. */
final class LineThatHidesItsHead implements Line {

  private final Line line;

  LineThatHidesItsHead(Line line) {
    this.line = line;
  }

  @Override
  public List<LineRequest> peek(SectionId section, int max) {
    List<LineRequest> shown = line.peek(section, max);
    return shown.isEmpty() ? shown : shown.subList(1, shown.size());
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
