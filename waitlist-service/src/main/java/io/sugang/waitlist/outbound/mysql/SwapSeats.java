package io.sugang.waitlist.outbound.mysql;

import static java.util.stream.Collectors.toCollection;

import io.smallrye.mutiny.Uni;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.message.DropRequested;
import io.sugang.contract.message.LineRequest;
import io.sugang.contract.message.SwapRequested;
import io.sugang.waitlist.rule.Seat;
import io.sugang.waitlist.rule.Section;
import io.sugang.waitlist.rule.WaitlistEntry;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What one transaction reads of the seats that swaps win and give up. */
final class SwapSeats {

  private final MySqlTransaction transaction;

  SwapSeats(MySqlTransaction transaction) {
    this.transaction = transaction;
  }

  /** The seats of those who would give up one, by this batch or by their places. */
  Map<StudentId, List<Seat>> sources(
      Section section, List<LineRequest> batch, Map<StudentId, WaitlistEntry> waiting) {
    Set<StudentId> swapping = students(batch, SwapRequested.class);
    waiting.forEach((student, place) -> place.gives().ifPresent(_ -> swapping.add(student)));
    return swapping.isEmpty()
        ? Map.of()
        : SeatRows.byStudent(
            transaction
                .runAll(List.of(transaction.ofStudents(SeatRows.IN_TERM, swapping, section.term())))
                .getFirst());
  }

  /**
   * Asks for seats that were won by swaps, if this batch may drop any: {@link SeatRows#swapped}.
   */
  Optional<Uni<RowSet<Row>>> won(Section section, List<LineRequest> batch) {
    Set<StudentId> dropping = students(batch, DropRequested.class);
    return dropping.isEmpty()
        ? Optional.empty()
        : Optional.of(transaction.ofStudents(SeatRows.SWAPPED, dropping, section.id().value()));
  }

  private static Set<StudentId> students(
      List<LineRequest> batch, Class<? extends LineRequest> type) {
    return batch.stream()
        .filter(type::isInstance)
        .map(LineRequest::student)
        .collect(toCollection(HashSet::new));
  }
}
