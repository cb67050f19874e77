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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    return line.standing(section, number)
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
                            found(
                                identity.student(), section, number, somewhere(Optional.empty()))));
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
              var byReceipt = new LinkedHashMap<ReceiptId, Found>();
              for (JournaledRequest request : known.getItem2()) {
                Found found = found(identity.student(), request);
                byReceipt.put(new ReceiptId(found.section(), found.number()), found);
              }
              for (Line.Trace trace : known.getItem1()) {
                byReceipt.putIfAbsent(
                    new ReceiptId(trace.section(), trace.number()),
                    found(
                        identity.student(),
                        trace.section(),
                        trace.number(),
                        somewhere(Optional.of(trace.acceptedAt()))));
              }
              return askLine(identity.student(), byReceipt);
            });
  }

  /** The line knows sooner than the replica. */
  private Uni<List<Found>> askLine(StudentId student, Map<ReceiptId, Found> found) {
    List<Uni<Found>> answers =
        found.values().stream()
            .map(
                f ->
                    f.standing() instanceof Standing.Settled(var decision, _) && decision.isFinal()
                        ? Uni.createFrom().item(f)
                        : line.standing(f.section(), f.number())
                            .onFailure(Line.LineAwayException.class)
                            .recoverWithItem(Optional.empty())
                            .map(
                                standing ->
                                    standing
                                        .map(s -> found(student, f.section(), f.number(), s))
                                        .orElse(f)))
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

  private Found found(StudentId student, JournaledRequest request) {
    OptionalLong letsGo =
        request.receipt() == null ? OptionalLong.empty() : OptionalLong.of(request.receipt());
    return found(
        student,
        new SectionId(request.section()),
        new RequestNumber(request.number()),
        request.decision() == null
            ? new Standing.Waiting(OptionalLong.empty(), Optional.of(request.acceptedAt()), letsGo)
            : new Standing.Settled(request.decision(), OptionalLong.empty()));
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
