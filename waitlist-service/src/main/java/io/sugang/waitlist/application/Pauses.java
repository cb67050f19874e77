package io.sugang.waitlist.application;

import io.sugang.contract.id.SectionId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/**
 * What operators hold up, as this worker knows. Until it knows, nothing is done: a pause must hold
 * through a restart.
 */
@ApplicationScoped
public class Pauses {

  private volatile Known known = new Known(true, Set.of(), true);

  /**
   * What is held up.
   *
   * @param deciding whether nothing is decided at all
   * @param sections else, those in which nothing is
   * @param mail whether no mails are handed over
   */
  public record Known(boolean deciding, Set<SectionId> sections, boolean mail) {
    public Known {
      sections = Set.copyOf(sections);
    }
  }

  /** Whether requests of a section may be decided, and its waitlist served. */
  public boolean mayDecide(SectionId section) {
    Known now = known;
    return !now.deciding && !now.sections.contains(section);
  }

  /** Whether mails may be handed over. */
  public boolean mayMail() {
    return !known.mail;
  }

  /** Notes what is held up from now on; returns whether that is something else than before. */
  public boolean note(Known now) {
    boolean isNew = !now.equals(known);
    known = now;
    return isNew;
  }
}
