package io.sugang.enrollment.cart;

import io.sugang.enrollment.database.Statements;
import io.sugang.waitlist.facts.FactsSource;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;

/** What the rules look at, as of one moment on the reader: for a look ahead, not for a decision. */
record SnapshotFacts(Statements.Snapshot snapshot) implements FactsSource {

  @Override
  public List<RowSet<Row>> askAll(List<Question> questions) {
    return snapshot.read(
        questions.stream().map(Question::sql).toList(),
        questions.stream().map(one -> Tuple.from(one.values().toArray())).toList());
  }
}
