package io.sugang.waitlist.outbound.mysql;

import io.smallrye.mutiny.Uni;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.waitlist.facts.InList;
import io.sugang.waitlist.rule.Seat;
import io.sugang.waitlist.rule.Section;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Seats that one transaction's section counts as taken, and that were given up elsewhere. */
final class ReleasedSeats {

  /** Sections that count such seats. */
  static final String SECTIONS = "SELECT section_id FROM seat_release";

  private final MySqlTransaction transaction;
  private final List<Seat> taken = new ArrayList<>();

  ReleasedSeats(MySqlTransaction transaction) {
    this.transaction = transaction;
  }

  /**
   * They are released by this transaction.
   *
   * @param max how many
   */
  List<Seat> take(SectionId section, int max) {
    transaction
        .run(
            "SELECT number, reserve_id FROM seat_release WHERE section_id = ? ORDER BY number LIMIT ?",
            section.value(),
            max)
        .forEach(
            row ->
                taken.add(
                    new Seat(
                        section,
                        new RequestNumber(row.getLong("number")),
                        row.getLong("reserve_id"))));
    if (!taken.isEmpty()) {
      List<Seat> padded = InList.padded(taken);
      var unused =
          transaction.run(
              "DELETE FROM seat_release WHERE section_id = ? AND number IN (%s)"
                  .formatted(InList.placeholders(padded.size())),
              Stream.concat(
                      Stream.of(section.value()), padded.stream().map(seat -> seat.wonBy().value()))
                  .toArray());
    }
    return List.copyOf(taken);
  }

  /** The line does not show yet that they are given up. */
  List<Uni<RowSet<Row>>> write(Section after) {
    return OutcomeWrites.pendingLineUpdates(
        transaction.connection(), after, taken.stream().map(Seat::wonBy).toList());
  }
}
