package io.sugang.enrollment.cart;

import io.sugang.enrollment.database.Statements;
import io.sugang.waitlist.facts.FactsSource;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** What the rules look at, on the reader endpoint: for a look ahead, not for a decision. */
@ApplicationScoped
class FactsOnReader implements FactsSource {

  private final Statements statements;

  FactsOnReader(Statements statements) {
    this.statements = statements;
  }

  @Override
  public List<RowSet<Row>> askAll(List<Question> questions) {
    return statements.readAll(
        questions.stream().map(Question::sql).toList(),
        questions.stream().map(one -> Tuple.from(one.values().toArray())).toList());
  }
}
