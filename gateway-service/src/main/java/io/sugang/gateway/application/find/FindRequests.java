package io.sugang.gateway.application.find;

import static java.util.Comparator.comparing;

import io.sugang.contract.decision.RequestType;
import io.sugang.contract.enrollment.JournaledRequest;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.gateway.application.EnrollmentAwayException;
import io.sugang.gateway.application.EnrollmentClient;
import io.sugang.gateway.application.LineAwayException;
import io.sugang.gateway.application.StageFailure;
import io.sugang.gateway.application.catalogue.CatalogueMirror;
import io.sugang.gateway.domain.Identity;
import io.sugang.gateway.domain.ReceiptId;
import io.sugang.gateway.domain.ReceiptSeal;
import io.sugang.gateway.domain.Released;
import io.sugang.gateway.domain.RequestRef;
import io.sugang.gateway.domain.RequestStatus;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The status of a student's requests: asked of the line, else of the journal, and never "maybe".
 */
@ApplicationScoped
public class FindRequests {

  private final RequestStatuses line;
  private final EnrollmentClient enrollment;
  private final CatalogueMirror catalogue;
  private final ReceiptSeal seal;

  /**
   * A request and its status.
   *
   * @param releases of a drop, or a swap: the receipt that it drops
   * @param source of a swap: the section in which that is
   */
  public record Found(
      String id,
      SectionId section,
      RequestNumber number,
      Optional<String> releases,
      Optional<SectionId> source,
      RequestStatus status) {

    /** What was asked for. */
    public RequestType type() {
      return RequestType.of(releases.isPresent(), source.isPresent());
    }

    /** The same request with another status. */
    public Found at(RequestStatus now) {
      return new Found(id, section, number, releases, source, now);
    }
  }

  FindRequests(
      RequestStatuses line,
      EnrollmentClient enrollment,
      CatalogueMirror catalogue,
      ReceiptSeal seal) {
    this.line = line;
    this.catalogue = catalogue;
    this.enrollment = enrollment;
    this.seal = seal;
  }

  /** One request by its receipt id; empty if it is not this student's. */
  public CompletionStage<Optional<Found>> byId(Identity identity, String id) {
    Optional<ReceiptId> receipt = seal.open(id, identity.student());
    if (receipt.isEmpty()) {
      return CompletableFuture.completedStage(Optional.empty());
    }
    SectionId section = receipt.get().section();
    RequestNumber number = receipt.get().number();
    return line.status(identity.student(), section, number)
        .exceptionally(StageFailure.recover(LineAwayException.class, _ -> Optional.empty()))
        .thenCompose(
            status ->
                status.isPresent()
                    ? CompletableFuture.completedStage(
                        found(identity.student(), section, number, status.get()))
                    : fromJournal(identity, section, number))
        .thenApply(Optional::of);
  }

  /** A receipt proves that the request was accepted; without a trace of it, it is on its way. */
  private CompletionStage<Found> fromJournal(
      Identity identity, SectionId section, RequestNumber number) {
    return enrollment
        .request(identity, section, number)
        .thenApply(
            journaled ->
                journaled
                    .map(request -> found(identity.student(), request))
                    .orElseGet(
                        () ->
                            new Journaled(
                                found(
                                    identity.student(),
                                    section,
                                    number,
                                    somewhere(Optional.empty())),
                                number)))
        .thenCompose(journaled -> askLine(identity.student(), journaled));
  }

  /**
   * A request as the journal has it.
   *
   * @param inLine the number that it has in the line; another than its receipt's if that was given
   *     twice
   */
  private record Journaled(Found found, RequestNumber inLine) {}

  private CompletionStage<Found> askLine(StudentId student, Journaled journaled) {
    Found found = journaled.found();
    // Under its own number the line was asked before.
    return journaled.inLine().equals(found.number())
        ? CompletableFuture.completedStage(found)
        : inLine(student, journaled);
  }

  private CompletionStage<Found> inLine(StudentId student, Journaled journaled) {
    Found found = journaled.found();
    return line.status(student, found.section(), journaled.inLine())
        .exceptionally(StageFailure.recover(LineAwayException.class, _ -> Optional.empty()))
        .thenApply(
            status ->
                status.map(s -> found(student, found.section(), found.number(), s)).orElse(found));
  }

  /** The number that a receipt stands for, if its own was given twice; else empty. */
  public CompletionStage<Optional<RequestNumber>> renumbered(
      Identity identity, SectionId section, RequestNumber number) {
    return enrollment
        .request(identity, section, number)
        .thenApply(found -> found.map(JournaledRequest::renumbered).map(RequestNumber::new))
        .exceptionally(StageFailure.recover(EnrollmentAwayException.class, _ -> Optional.empty()));
  }

  /**
   * The requests of a student that a filter lets through, the latest first; of the latest 200 of
   * its section and term.
   */
  public CompletionStage<List<Found>> all(Identity identity, RequestFilter filter) {
    return filter.sections(catalogue).thenCompose(wanted -> all(identity, filter, wanted));
  }

  private CompletionStage<List<Found>> all(
      Identity identity, RequestFilter filter, Predicate<SectionId> wanted) {
    CompletionStage<List<RequestRef>> refs =
        line.requestsOf(identity.student())
            .exceptionally(StageFailure.recover(LineAwayException.class, _ -> List.of()))
            .thenApply(all -> all.stream().filter(ref -> wanted.test(ref.section())).toList());
    return refs.thenCombine(
            journaled(identity, filter, wanted),
            (inLine, journaled) ->
                askLine(identity.student(), together(identity, inLine, journaled)))
        .thenCompose(Function.identity())
        .thenApply(
            found -> found.stream().filter(f -> filter.isInState(f.status().state())).toList());
  }

  /** Asked anew only of students with more requests than one answer has; others' are shared. */
  private CompletionStage<List<JournaledRequest>> journaled(
      Identity identity, RequestFilter filter, Predicate<SectionId> wanted) {
    return enrollment
        .requests(identity, Optional.empty(), Optional.empty())
        .thenCompose(
            latest ->
                latest.size() < JournaledRequest.MOST || !filter.isOfSections()
                    ? CompletableFuture.completedStage(
                        latest.stream()
                            .filter(request -> wanted.test(new SectionId(request.section())))
                            .toList())
                    : enrollment.requests(identity, filter.section(), filter.term()));
  }

  /** Each once, by the number that it stands under in the line. */
  private Collection<Journaled> together(
      Identity identity, List<RequestRef> inLine, List<JournaledRequest> journaledRequests) {
    var byNumber = new LinkedHashMap<ReceiptId, Journaled>();
    for (JournaledRequest request : journaledRequests) {
      Journaled journaled = found(identity.student(), request);
      byNumber.put(new ReceiptId(journaled.found().section(), journaled.inLine()), journaled);
    }
    for (RequestRef ref : inLine) {
      if (isMissing(ref, journaledRequests)) {
        byNumber.putIfAbsent(
            new ReceiptId(ref.section(), ref.number()),
            new Journaled(
                found(
                    identity.student(),
                    ref.section(),
                    ref.number(),
                    somewhere(Optional.of(ref.acceptedAt()))),
                ref.number()));
      }
    }
    return byNumber.values();
  }

  /** Whether the journal has no receipt with its number. */
  private static boolean isMissing(RequestRef ref, List<JournaledRequest> journaled) {
    return journaled.stream()
        .noneMatch(
            request ->
                request.section().equals(ref.section().value())
                    && request.number() == ref.number().value());
  }

  /** The line knows sooner than the replica. */
  private CompletionStage<List<Found>> askLine(StudentId student, Collection<Journaled> found) {
    List<CompletableFuture<Found>> answers =
        found.stream()
            .map(
                f ->
                    f.found().status() instanceof RequestStatus.Decided(var decision, _)
                            && decision.isFinal()
                        ? CompletableFuture.completedFuture(f.found())
                        : inLine(student, f).toCompletableFuture())
            .toList();
    return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
        .thenApply(
            _ ->
                answers.stream()
                    .map(CompletableFuture::join)
                    .sorted(
                        comparing((Found f) -> f.status().acceptedAt().orElse(Instant.MAX))
                            .reversed())
                    .toList());
  }

  private Journaled found(StudentId student, JournaledRequest request) {
    Optional<Released> releases =
        Optional.ofNullable(request.releases())
            .map(
                number ->
                    new Released(
                        new RequestNumber(number),
                        Optional.ofNullable(request.source()).map(SectionId::new)));
    Found found =
        found(
            student,
            new SectionId(request.section()),
            new RequestNumber(request.number()),
            request.decision() == null
                ? new RequestStatus.Waiting(
                    OptionalLong.empty(), Optional.of(request.acceptedAt()), releases)
                : new RequestStatus.Decided(request.decision(), OptionalLong.empty()));
    return new Journaled(
        found,
        request.renumbered() == null ? found.number() : new RequestNumber(request.renumbered()));
  }

  /** A request with the receipt ids that only this student's seal makes. */
  public Found found(
      StudentId student, SectionId section, RequestNumber number, RequestStatus status) {
    return new Found(
        seal.seal(student, section, number),
        section,
        number,
        status
            .releases()
            .map(what -> seal.seal(student, what.source().orElse(section), what.number())),
        status.releases().flatMap(Released::source),
        status);
  }

  private static RequestStatus somewhere(Optional<Instant> acceptedAt) {
    return new RequestStatus.Waiting(OptionalLong.empty(), acceptedAt, Optional.empty());
  }
}
