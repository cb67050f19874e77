package io.sugang.waitlist.application;

import io.sugang.contract.id.SectionId;
import io.sugang.contract.message.LineRequest;
import io.sugang.waitlist.domain.Section;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The line of a worker that dies after its commit, before it tells anybody. */
record LineThatIsCutOff(Line line) implements Line {

  @Override
  public List<LineRequest> peek(SectionId section, int max) {
    return line.peek(section, max);
  }

  @Override
  public void settle(Section section, Collection<Settlement> settlements) {
    throw new IllegalStateException("killed before telling the line");
  }

  @Override
  public Map<SectionId, String> heads(Collection<SectionId> sections) {
    return line.heads(sections);
  }
}
