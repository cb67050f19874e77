package io.sugang.waitlist.application.decide;

import io.sugang.contract.id.SectionId;
import io.sugang.contract.message.LineRequest;
import java.util.List;

/** Canary: a line that does not show who is first. */
final class LineThatHidesItsHead extends ForwardingLine {

  LineThatHidesItsHead(Line line) {
    super(line);
  }

  @Override
  public List<LineRequest> peek(SectionId section, int max) {
    List<LineRequest> shown = super.peek(section, max);
    return shown.isEmpty() ? shown : shown.subList(1, shown.size());
  }
}
