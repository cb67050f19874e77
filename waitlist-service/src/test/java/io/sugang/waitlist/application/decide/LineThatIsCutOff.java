package io.sugang.waitlist.application.decide;

import io.sugang.waitlist.rule.Section;
import java.util.Collection;

/** The line of a worker that dies after its commit, before it tells anybody. */
final class LineThatIsCutOff extends ForwardingLine {

  LineThatIsCutOff(Line line) {
    super(line);
  }

  @Override
  public void update(Section section, Collection<LineUpdate> updates) {
    throw new IllegalStateException("killed before telling the line");
  }
}
