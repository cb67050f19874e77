package io.sugang.enrollment.cart;

import static io.sugang.enrollment.database.Statements.query;

import io.smallrye.mutiny.Uni;
import io.sugang.contract.enrollment.Cart;
import io.sugang.contract.enrollment.Cart.Bundle;
import io.sugang.contract.id.StudentId;
import io.sugang.enrollment.database.Statements;
import io.sugang.enrollment.rules.WaitlistReviews;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Students' carts on the writer endpoint, where what was just written can be read. */
@ApplicationScoped
public class Carts {

  /** One statement, so that it is all of one moment; a row for each bundle that a section is in. */
  private static final String CART =
      """
      SELECT c.version, s.section_id, b.position AS bundle, b.max_sections, b.max_credits FROM cart c
      LEFT JOIN cart_section s ON s.student_id = c.student_id
      LEFT JOIN cart_bundle_section m ON m.student_id = s.student_id AND m.section_id = s.section_id
      LEFT JOIN cart_bundle b ON b.student_id = m.student_id AND b.position = m.position
      WHERE c.student_id = ? ORDER BY s.position\
      """;

  /** A row that is there is locked by this, too. */
  private static final String LOCK =
      """
      INSERT INTO cart (student_id, version) SELECT id, 0 FROM student WHERE id = ?
      ON DUPLICATE KEY UPDATE version = version\
      """;

  private final Statements statements;

  Carts(Statements statements) {
    this.statements = statements;
  }

  /** What became of a change. */
  public sealed interface Outcome {
    /** It is as it was to be, and holds from the next decision on. */
    record Written(Cart cart) implements Outcome {}

    /** The student changed it before, elsewhere. */
    record NotAsExpected() implements Outcome {}
  }

  /** A bundle whose sections come one by one. */
  private record Gathered(OptionalInt maxSections, OptionalInt maxCredits, List<String> sections) {}

  /** A student's cart; an empty one if nothing was ever put in. */
  public Cart find(StudentId student) {
    return cart(statements.write(CART, student.value()));
  }

  /**
   * Writes a student's cart anew.
   *
   * @param wanted its version does not matter; bundles name sections in the cart's order
   * @param expected whether the version is the one that the student looked at
   * @return {@code null} if there is no such student
   */
  public Outcome write(StudentId student, Cart wanted, Predicate<Integer> expected) {
    String id = student.value();
    return statements.inTransaction(
        connection ->
            query(connection, LOCK, id)
                .flatMap(_ -> query(connection, CART, id))
                .flatMap(
                    rows ->
                        rows.size() == 0
                            ? Uni.createFrom().nullItem()
                            : change(connection, id, cart(rows), wanted, expected)));
  }

  private static Uni<Outcome> change(
      SqlConnection connection,
      String student,
      Cart before,
      Cart wanted,
      Predicate<Integer> expected) {
    var after = new Cart(before.version() + 1, wanted.sections(), wanted.bundles());
    if (after.equals(new Cart(after.version(), before.sections(), before.bundles()))) {
      return Uni.createFrom().item(new Outcome.Written(before));
    }
    if (!expected.test(before.version())) {
      return Uni.createFrom().item(new Outcome.NotAsExpected());
    }
    return replace(connection, student, after)
        .flatMap(
            _ ->
                before.bundles().equals(after.bundles())
                    ? Uni.createFrom().voidItem()
                    : WaitlistReviews.ofStudent(connection, student).replaceWithVoid())
        .replaceWith(new Outcome.Written(after));
  }

  private static Uni<Void> replace(SqlConnection connection, String student, Cart cart) {
    var sections = new ArrayList<Tuple>();
    cart.sections()
        .forEach(section -> sections.add(Tuple.of(student, section, sections.size() + 1)));
    var bundles = new ArrayList<Tuple>();
    var bundled = new ArrayList<Tuple>();
    for (Bundle bundle : cart.bundles()) {
      int position = bundles.size() + 1;
      bundles.add(
          Tuple.of(student, position, value(bundle.maxSections()), value(bundle.maxCredits())));
      bundle.sections().forEach(section -> bundled.add(Tuple.of(student, position, section)));
    }
    Uni<Void> emptied =
        Stream.of("cart_bundle_section", "cart_bundle", "cart_section")
            .map(table -> "DELETE FROM %s WHERE student_id = ?".formatted(table))
            .reduce(
                Uni.createFrom().voidItem(),
                (done, delete) ->
                    done.flatMap(_ -> query(connection, delete, student).replaceWithVoid()),
                (one, _) -> one);
    return emptied
        .flatMap(
            _ ->
                insert(
                    connection,
                    "cart_section (student_id, section_id, position) VALUES (?, ?, ?)",
                    sections))
        .flatMap(
            _ ->
                insert(
                    connection,
                    "cart_bundle (student_id, position, max_sections, max_credits) VALUES (?, ?, ?, ?)",
                    bundles))
        .flatMap(
            _ ->
                insert(
                    connection,
                    "cart_bundle_section (student_id, position, section_id) VALUES (?, ?, ?)",
                    bundled))
        .flatMap(
            _ ->
                query(
                    connection,
                    "UPDATE cart SET version = ? WHERE student_id = ?",
                    cart.version(),
                    student))
        .replaceWithVoid();
  }

  private static Integer value(OptionalInt limit) {
    return limit.isPresent() ? limit.getAsInt() : null;
  }

  private static Uni<Void> insert(SqlConnection connection, String into, List<Tuple> rows) {
    return rows.isEmpty()
        ? Uni.createFrom().voidItem()
        : connection.preparedQuery("INSERT INTO " + into).executeBatch(rows).replaceWithVoid();
  }

  private static Cart cart(RowSet<Row> rows) {
    int version = 0;
    var sections = new LinkedHashSet<String>();
    Map<Integer, Gathered> bundles = new TreeMap<>();
    for (Row row : rows) {
      version = row.getInteger("version");
      String section = row.getString("section_id");
      if (section != null) {
        sections.add(section);
      }
      Integer bundle = row.getInteger("bundle");
      if (bundle != null) {
        bundles
            .computeIfAbsent(
                bundle,
                _ ->
                    new Gathered(
                        limit(row, "max_sections"), limit(row, "max_credits"), new ArrayList<>()))
            .sections()
            .add(section);
      }
    }
    return new Cart(
        version,
        List.copyOf(sections),
        bundles.values().stream()
            .map(one -> new Bundle(one.sections(), one.maxSections(), one.maxCredits()))
            .toList());
  }

  private static OptionalInt limit(Row row, String column) {
    Integer value = row.getInteger(column);
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }
}
