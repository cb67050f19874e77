package io.sugang.gateway.application.join;

import io.sugang.contract.enrollment.Catalogue;
import io.sugang.contract.enrollment.Membership;
import io.sugang.contract.enrollment.Term;
import io.sugang.contract.enrollment.Term.Window;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.gateway.application.EnrollmentAwayException;
import io.sugang.gateway.application.EnrollmentClient;
import io.sugang.gateway.application.StageFailure;
import io.sugang.gateway.application.catalogue.AcceptingPauses;
import io.sugang.gateway.application.catalogue.CatalogueMirror;
import io.sugang.gateway.application.catalogue.TermsMirror;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** When a student may register for a section. */
@ApplicationScoped
class StudentWindow implements Windows {

  private static final Instant FAR_OFF = Instant.parse("9999-01-01T00:00:00Z");

  /**
   * Stands for the window of a student that nobody can tell: it has yet to open, so that nothing
   * new is let in, and whoever holds a receipt gets it all the same.
   */
  static final Window UNKNOWN = Window.ofEverybody(FAR_OFF, FAR_OFF);

  private static final Found NOBODY_CAN_TELL = new Found.Known(UNKNOWN);

  /** Stands for the window of a term in which operators let nobody join, likewise. */
  static final Window PAUSED = Window.ofEverybody(FAR_OFF, FAR_OFF.plusSeconds(1));

  private static final Found NOBODY_MAY = new Found.Known(PAUSED);

  private final EnrollmentClient enrollment;
  private final CatalogueMirror catalogue;
  private final TermsMirror terms;
  private final AcceptingPauses pauses;

  StudentWindow(
      EnrollmentClient enrollment,
      CatalogueMirror catalogue,
      TermsMirror terms,
      AcceptingPauses pauses) {
    this.enrollment = enrollment;
    this.catalogue = catalogue;
    this.terms = terms;
    this.pauses = pauses;
  }

  /** What a look for a window comes to. */
  sealed interface Found {
    /** The window, or {@link #UNKNOWN}, or {@link #PAUSED}. */
    record Known(Window window) implements Found {}

    /** There is none. */
    record None(JoinAnswer why) implements Found {}
  }

  @Override
  public CompletionStage<Found> find(StudentId student, SectionId section, Instant at) {
    return catalogue
        .find(section)
        .thenCompose(
            offered ->
                offered.isEmpty()
                    ? CompletableFuture.completedFuture(
                        new Found.None(new JoinAnswer.NoSuchSection()))
                    : find(student, offered.get(), at));
  }

  private CompletionStage<Found> find(StudentId student, Catalogue.Section section, Instant at) {
    return pauses.areKnown()
        ? findWithPauses(student, section, at)
        : pauses
            .awaitKnown()
            .thenCompose(_ -> findWithPauses(student, section, at))
            .exceptionally(
                StageFailure.recover(EnrollmentAwayException.class, _ -> NOBODY_CAN_TELL));
  }

  private CompletionStage<Found> findWithPauses(
      StudentId student, Catalogue.Section section, Instant at) {
    if (pauses.isIn(section.term())) {
      return CompletableFuture.completedFuture(NOBODY_MAY);
    }
    return find(enrollment.membership(student), section, at)
        .thenCompose(
            found ->
                found instanceof Found.None
                    // Nobody is refused for what was so a moment ago.
                    ? find(enrollment.membershipOnWriter(student), section, at)
                    : CompletableFuture.completedFuture(found))
        .exceptionally(StageFailure.recover(EnrollmentAwayException.class, _ -> NOBODY_CAN_TELL));
  }

  @Override
  public CompletionStage<Found> findOnWriter(StudentId student, SectionId section, Instant at) {
    return catalogue
        .find(section)
        .thenCompose(
            offered ->
                offered.isEmpty()
                    ? CompletableFuture.completedFuture(
                        new Found.None(new JoinAnswer.NoSuchSection()))
                    : find(enrollment.membershipOnWriter(student), offered.get(), at));
  }

  @Override
  public CompletionStage<Optional<JoinAnswer>> whyNotFor(SectionId section, SectionId source) {
    return catalogue
        .find(section)
        .thenCombine(
            catalogue.find(source),
            (wanted, given) -> {
              if (given.isEmpty()) {
                return Optional.of(new JoinAnswer.NothingToSwap(source, Optional.empty()));
              }
              return wanted.isPresent() && !wanted.get().term().equals(given.get().term())
                  ? Optional.of(new JoinAnswer.SourceOfOtherTerm())
                  : Optional.empty();
            });
  }

  private CompletionStage<Found> find(
      CompletionStage<Optional<Membership>> student, Catalogue.Section section, Instant at) {
    return student.thenCombine(terms.all(), (known, all) -> find(known, all, section.term(), at));
  }

  private static Found find(
      Optional<Membership> student, List<Term> terms, String term, Instant at) {
    if (student.isEmpty()) {
      return new Found.None(new JoinAnswer.NoSuchStudent());
    }
    return terms.stream()
        .filter(t -> t.id().equals(term))
        .findFirst()
        .flatMap(t -> t.windowOf(student.get(), at))
        .<Found>map(Found.Known::new)
        .orElseGet(() -> new Found.None(new JoinAnswer.NoWindow()));
  }
}
