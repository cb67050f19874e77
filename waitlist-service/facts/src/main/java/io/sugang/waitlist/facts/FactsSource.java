package io.sugang.waitlist.facts;

import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.List;

/** Where facts are read: the transaction that decides, or an endpoint. The caller waits. */
public interface FactsSource {

  /** A statement with the values of its placeholders. */
  record Question(String sql, List<?> values) {
    public Question {
      values = List.copyOf(values);
    }
  }

  /** The answers, in order. */
  List<RowSet<Row>> askAll(List<Question> questions);

  /** The answer to one question. */
  default RowSet<Row> ask(String sql, Object... values) {
    return askAll(List.of(new Question(sql, List.of(values)))).getFirst();
  }
}
