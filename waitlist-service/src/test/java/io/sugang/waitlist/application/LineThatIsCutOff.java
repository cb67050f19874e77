package io.sugang.waitlist.application;

import io.sugang.waitlist.domain.Section;
import java.util.Collection;

/** The line of a worker that dies after its commit, before it tells anybody. */
final class LineThatIsCutOff extends ForwardingLine {

  LineThatIsCutOff(Line line) {
    super(line);
  }

  @Override
  public void settle(Section section, Collection<Settlement> settlements) {
    throw new IllegalStateException("killed before telling the line");
  }
}
