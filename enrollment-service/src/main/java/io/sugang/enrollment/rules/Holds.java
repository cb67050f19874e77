package io.sugang.enrollment.rules;

import static io.sugang.enrollment.database.Statements.query;

import io.smallrye.mutiny.Uni;
import io.sugang.contract.id.StudentId;
import io.sugang.enrollment.audit.Audit;
import io.sugang.enrollment.audit.AuditEntry;
import io.sugang.enrollment.database.Statements;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Why students may not register at present, on the writer endpoint. */
@ApplicationScoped
public class Holds {

  private final Statements statements;

  Holds(Statements statements) {
    this.statements = statements;
  }

  /** The codes of a student's holds. */
  public List<String> of(StudentId student) {
    var codes = new ArrayList<String>();
    statements
        .write("SELECT code FROM student_hold WHERE student_id = ? ORDER BY code", student.value())
        .forEach(row -> codes.add(row.getString("code")));
    return codes;
  }

  /** Holds a student, from the next decision on; false if there is no such student. */
  public boolean begin(StudentId student, String code, AuditEntry entry) {
    return statements.inTransaction(
        connection ->
            query(connection, "SELECT id FROM student WHERE id = ?", student.value())
                .flatMap(
                    known ->
                        known.size() == 0
                            ? Uni.createFrom().item(false)
                            : query(
                                    connection,
                                    """
                                    INSERT INTO student_hold (student_id, code) VALUES (?, ?)
                                    ON DUPLICATE KEY UPDATE code = VALUES(code)\
                                    """,
                                    student.value(),
                                    code)
                                .flatMap(_ -> told(connection, student, entry))));
  }

  /** Lets a student go; false if there is no such hold. */
  public boolean end(StudentId student, String code, AuditEntry entry) {
    return statements.inTransaction(
        connection ->
            query(
                    connection,
                    "DELETE FROM student_hold WHERE student_id = ? AND code = ?",
                    student.value(),
                    code)
                .flatMap(
                    deleted ->
                        deleted.rowCount() == 0
                            ? Uni.createFrom().item(false)
                            : told(connection, student, entry)));
  }

  private static Uni<Boolean> told(SqlConnection connection, StudentId student, AuditEntry entry) {
    return WaitlistReviews.ofStudent(connection, student.value())
        .flatMap(_ -> Audit.write(connection, entry))
        .replaceWith(true);
  }
}
