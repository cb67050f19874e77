package io.sugang.enrollment.rules;

import static io.sugang.enrollment.database.Statements.query;

import io.smallrye.mutiny.Uni;
import io.sugang.contract.enrollment.Cohort;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Departments that cohorts name. */
final class Departments {

  private Departments() {}

  /** The first of these cohorts, from 0, that names a department which there is not. */
  static Uni<Optional<Integer>> unknown(SqlConnection connection, List<Cohort> cohorts) {
    return query(connection, "SELECT id FROM department")
        .map(
            rows -> {
              var known = new HashSet<String>();
              rows.forEach(row -> known.add(row.getString(0)));
              return IntStream.range(0, cohorts.size())
                  .filter(i -> !known.containsAll(cohorts.get(i).department().stream().toList()))
                  .boxed()
                  .findFirst();
            });
  }
}
