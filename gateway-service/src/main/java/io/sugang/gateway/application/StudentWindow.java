package io.sugang.gateway.application;

import io.smallrye.mutiny.Uni;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.office.Term;
import io.sugang.contract.office.Term.Window;
import io.sugang.gateway.application.Office.OfficeAwayException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** When a student may register for a section. */
@ApplicationScoped
class StudentWindow {

  private static final Instant FAR_OFF = Instant.parse("9999-01-01T00:00:00Z");

  /**
   * Stands for the window of a student that nobody can tell: it has yet to open, so that nothing
   * new is let in, and whoever holds a receipt gets it all the same.
   */
  static final Window UNKNOWN = new Window(1, FAR_OFF, FAR_OFF);

  private final Office office;
  private final CatalogueMirror catalogue;

  StudentWindow(Office office, CatalogueMirror catalogue) {
    this.office = office;
    this.catalogue = catalogue;
  }

  /** What a look for a window comes to. */
  sealed interface Found {
    /** The window, or {@link #UNKNOWN}. */
    record Known(Window window) implements Found {}

    /** There is none. */
    record None(JoinAnswer why) implements Found {}
  }

  Uni<Found> find(StudentId student, SectionId section) {
    return catalogue
        .find(section)
        .flatMap(
            offered ->
                offered.isEmpty()
                    ? Uni.createFrom().item(new Found.None(new JoinAnswer.NoSuchSection()))
                    : find(student, offered.get().term()));
  }

  private Uni<Found> find(StudentId student, String term) {
    return Uni.combine()
        .all()
        .unis(office.year(student), office.terms())
        .with((year, terms) -> find(year, terms, term))
        .onFailure(OfficeAwayException.class)
        .recoverWithItem(new Found.Known(UNKNOWN));
  }

  private static Found find(OptionalInt year, List<Term> terms, String term) {
    if (year.isEmpty()) {
      return new Found.None(new JoinAnswer.NoSuchStudent());
    }
    Optional<Window> window =
        terms.stream()
            .filter(t -> t.id().equals(term))
            .findFirst()
            .flatMap(t -> t.windowOf(year.getAsInt()));
    return window
        .<Found>map(Found.Known::new)
        .orElseGet(() -> new Found.None(new JoinAnswer.NoWindow()));
  }
}
