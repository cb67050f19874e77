package io.sugang.waitlist.outbound.mysql;

import io.smallrye.mutiny.Uni;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.waitlist.application.decide.SectionTransaction.Released;
import io.sugang.waitlist.facts.InList;
import io.sugang.waitlist.rule.Seat;
import io.sugang.waitlist.rule.Section;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Seats that one transaction's section counts as taken, and that nobody holds any more. */
final class ReleasedSeats {

  /** Which of them are to be taken: they are due, or the section's line does not know of them. */
  static final String TO_TAKE = "(due_at <= UTC_TIMESTAMP(3) OR is_shown = FALSE)";

  /** Sections that have such seats. */
  static final String SECTIONS = "SELECT section_id FROM seat_release WHERE " + TO_TAKE;

  private final MySqlTransaction transaction;
  private final List<Released> taken = new ArrayList<>();

  ReleasedSeats(MySqlTransaction transaction) {
    this.transaction = transaction;
  }

  /**
   * They are taken by this transaction.
   *
   * @param max how many
   */
  List<Released> take(SectionId section, int max) {
    transaction
        .run(
            """
            SELECT number, reserve_id, is_shown, due_at <= UTC_TIMESTAMP(3) AS is_due FROM seat_release
            WHERE section_id = ? AND %s ORDER BY number LIMIT ?\
            """
                .formatted(TO_TAKE),
            section.value(),
            max)
        .forEach(
            row ->
                taken.add(
                    new Released(
                        new Seat(
                            section,
                            new RequestNumber(row.getLong("number")),
                            row.getLong("reserve_id")),
                        row.getInteger("is_due") == 1,
                        row.getInteger("is_shown") == 1)));
    change("DELETE FROM seat_release WHERE section_id = ?", section, numbers(true));
    change("UPDATE seat_release SET is_shown = TRUE WHERE section_id = ?", section, numbers(false));
    return List.copyOf(taken);
  }

  private List<RequestNumber> numbers(boolean due) {
    return taken.stream()
        .filter(released -> released.isDue() == due)
        .map(released -> released.seat().wonBy())
        .toList();
  }

  private void change(String statement, SectionId section, List<RequestNumber> numbers) {
    if (!numbers.isEmpty()) {
      List<RequestNumber> padded = InList.padded(numbers);
      var unused =
          transaction.run(
              "%s AND number IN (%s)".formatted(statement, InList.placeholders(padded.size())),
              Stream.concat(Stream.of(section.value()), padded.stream().map(RequestNumber::value))
                  .toArray());
    }
  }

  /** The line does not show yet that some of them are given up. */
  List<Uni<RowSet<Row>>> write(Section after) {
    return OutcomeWrites.pendingLineUpdates(
        transaction.connection(),
        after,
        taken.stream()
            .filter(released -> !released.isShown())
            .map(released -> released.seat().wonBy())
            .toList());
  }
}
