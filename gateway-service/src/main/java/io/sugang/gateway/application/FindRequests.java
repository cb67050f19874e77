package io.sugang.gateway.application;

import static java.util.Comparator.comparing;

import io.smallrye.mutiny.Uni;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.office.JournaledRequest;
import io.sugang.gateway.application.Office.Identity;
import io.sugang.gateway.domain.ReceiptId;
import io.sugang.gateway.domain.ReceiptSeal;
import io.sugang.gateway.domain.Standing;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Where a student's requests stand: asked of the line, else of the office, and never "maybe". */
@ApplicationScoped
public class FindRequests {

  private final Line line;
  private final Office office;
  private final ReceiptSeal seal;

  /**
   * A request and where it stands.
   *
   * @param letsGo of a drop: the receipt that it lets go
   */
  public record Found(
      String id,
      SectionId section,
      RequestNumber number,
      Optional<String> letsGo,
      Standing standing) {

    /** What was asked for: {@code enroll} or {@code drop}. */
    public String type() {
      return letsGo.isPresent() ? "drop" : "enroll";
    }

    /** The same request, with its place. */
    public Found at(Standing place) {
      return new Found(id, section, number, letsGo, place);
    }
  }

  FindRequests(Line line, Office office, ReceiptSeal seal) {
    this.line = line;
    this.office = office;
    this.seal = seal;
  }

  /** One request by its receipt id; empty if it is not this student's. */
  public Uni<Optional<Found>> byId(Identity identity, String id) {
    Optional<ReceiptId> receipt = seal.open(id, identity.student());
    if (receipt.isEmpty()) {
      return Uni.createFrom().item(Optional.empty());
    }
    SectionId section = receipt.get().section();
    RequestNumber number = receipt.get().number();
    return line.standing(identity.student(), section, number)
        .onFailure(Line.LineAwayException.class)
        .recoverWithItem(Optional.empty())
        .flatMap(
            standing ->
                standing.isPresent()
                    ? Uni.createFrom()
                        .item(found(identity.student(), section, number, standing.get()))
                    : fromJournal(identity, section, number))
        .map(Optional::of);
  }

  /** A receipt proves that the request was accepted; without a trace of it, it is on its way. */
  private Uni<Found> fromJournal(Identity identity, SectionId section, RequestNumber number) {
    return office
        .request(identity, section, number)
        .map(
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
        .flatMap(journaled -> askLine(identity.student(), journaled));
  }

  /**
   * A request as the journal has it.
   *
   * @param inLine the number that it stands under in the line; another than its receipt's if that
   *     was given twice
   */
  private record Journaled(Found found, RequestNumber inLine) {}

  private Uni<Found> askLine(StudentId student, Journaled journaled) {
    Found found = journaled.found();
    // Under its own number the line was asked before.
    return journaled.inLine().equals(found.number())
        ? Uni.createFrom().item(found)
        : inLine(student, journaled);
  }

  private Uni<Found> inLine(StudentId student, Journaled journaled) {
    Found found = journaled.found();
    return line.standing(student, found.section(), journaled.inLine())
        .onFailure(Line.LineAwayException.class)
        .recoverWithItem(Optional.empty())
        .map(
            standing ->
                standing
                    .map(s -> found(student, found.section(), found.number(), s))
                    .orElse(found));
  }

  /** The number that a receipt stands for, if its own was given twice; else empty. */
  public Uni<Optional<RequestNumber>> renumbered(
      Identity identity, SectionId section, RequestNumber number) {
    return office
        .request(identity, section, number)
        .map(found -> found.map(JournaledRequest::renumbered).map(RequestNumber::new))
        .onFailure(Office.OfficeAwayException.class)
        .recoverWithItem(Optional.empty());
  }

  /** All requests of a student, the latest first. */
  public Uni<List<Found>> all(Identity identity) {
    Uni<List<Line.Trace>> traces =
        line.tracesOf(identity.student())
            .onFailure(Line.LineAwayException.class)
            .recoverWithItem(List.of());
    return Uni.combine()
        .all()
        .unis(traces, office.requests(identity))
        .asTuple()
        .flatMap(
            known -> {
              // By the numbers that they stand under in the line.
              var byNumber = new LinkedHashMap<ReceiptId, Journaled>();
              for (JournaledRequest request : known.getItem2()) {
                Journaled journaled = found(identity.student(), request);
                byNumber.put(
                    new ReceiptId(journaled.found().section(), journaled.inLine()), journaled);
              }
              for (Line.Trace trace : known.getItem1()) {
                if (isMissing(trace, known.getItem2())) {
                  byNumber.putIfAbsent(
                      new ReceiptId(trace.section(), trace.number()),
                      new Journaled(
                          found(
                              identity.student(),
                              trace.section(),
                              trace.number(),
                              somewhere(Optional.of(trace.acceptedAt()))),
                          trace.number()));
                }
              }
              return askLine(identity.student(), byNumber.values());
            });
  }

  /** Whether the journal has no receipt with a trace's number. */
  private static boolean isMissing(Line.Trace trace, List<JournaledRequest> journaled) {
    return journaled.stream()
        .noneMatch(
            request ->
                request.section().equals(trace.section().value())
                    && request.number() == trace.number().value());
  }

  /** The line knows sooner than the replica. */
  private Uni<List<Found>> askLine(StudentId student, Collection<Journaled> found) {
    List<Uni<Found>> answers =
        found.stream()
            .map(
                f ->
                    f.found().standing() instanceof Standing.Settled(var decision, _)
                            && decision.isFinal()
                        ? Uni.createFrom().item(f.found())
                        : inLine(student, f))
            .toList();
    if (answers.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    return Uni.join()
        .all(answers)
        .andFailFast()
        .map(
            all ->
                all.stream()
                    .sorted(
                        comparing((Found f) -> f.standing().acceptedAt().orElse(Instant.MAX))
                            .reversed())
                    .toList());
  }

  private Journaled found(StudentId student, JournaledRequest request) {
    OptionalLong letsGo =
        request.receipt() == null ? OptionalLong.empty() : OptionalLong.of(request.receipt());
    Found found =
        found(
            student,
            new SectionId(request.section()),
            new RequestNumber(request.number()),
            request.decision() == null
                ? new Standing.Waiting(
                    OptionalLong.empty(), Optional.of(request.acceptedAt()), letsGo)
                : new Standing.Settled(request.decision(), OptionalLong.empty()));
    return new Journaled(
        found,
        request.renumbered() == null ? found.number() : new RequestNumber(request.renumbered()));
  }

  /** A request with the receipt ids that only this student's seal makes. */
  public Found found(
      StudentId student, SectionId section, RequestNumber number, Standing standing) {
    Optional<String> letsGo =
        standing.letsGo().isEmpty()
            ? Optional.empty()
            : Optional.of(
                seal.seal(student, section, new RequestNumber(standing.letsGo().getAsLong())));
    return new Found(seal.seal(student, section, number), section, number, letsGo, standing);
  }

  private static Standing somewhere(Optional<Instant> acceptedAt) {
    return new Standing.Waiting(OptionalLong.empty(), acceptedAt, OptionalLong.empty());
  }
}
