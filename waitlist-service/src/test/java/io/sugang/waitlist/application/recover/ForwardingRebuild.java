package io.sugang.waitlist.application.recover;

import io.sugang.contract.id.SectionId;
import io.sugang.contract.message.LineRequest;
import java.util.Collection;
import java.util.List;

/** The real rebuilding, for tests that change one thing about it. */
abstract class ForwardingRebuild implements LineRebuild {

  private final LineRebuild rebuild;

  ForwardingRebuild(LineRebuild rebuild) {
    this.rebuild = rebuild;
  }

  @Override
  public boolean hasScripts(long epoch) {
    return rebuild.hasScripts(epoch);
  }

  @Override
  public State look(EpochStore.Present present) {
    return rebuild.look(present);
  }

  @Override
  public void close() {
    rebuild.close();
  }

  @Override
  public void write(Collection<SectionOpening> sections, long epoch, Runnable goOn) {
    rebuild.write(sections, epoch, goOn);
  }

  @Override
  public void open(long epoch) {
    rebuild.open(epoch);
  }

  @Override
  public boolean claimRestoring(SectionId section) {
    return rebuild.claimRestoring(section);
  }

  @Override
  public void goOnRestoring(SectionId section) {
    rebuild.goOnRestoring(section);
  }

  @Override
  public void note(List<LineRequest> requests) {
    rebuild.note(requests);
  }

  @Override
  public void restored(SectionId section, long epoch) {
    rebuild.restored(section, epoch);
  }
}
