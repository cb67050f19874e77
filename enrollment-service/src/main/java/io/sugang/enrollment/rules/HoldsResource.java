package io.sugang.enrollment.rules;

import io.sugang.contract.id.StudentId;
import io.sugang.edge.QueryValue;
import io.sugang.edge.problem.JsonProblems;
import io.sugang.edge.problem.Problem;
import io.sugang.edge.problem.ProblemException;
import io.sugang.edge.problem.Rule;
import io.sugang.enrollment.audit.AuditEntry;
import io.sugang.enrollment.identity.Caller;
import io.sugang.enrollment.problem.Given;
import io.vertx.core.json.JsonObject;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.RestQuery;

/** Students who may not register at present, if the term's rules say so. */
@Path("/registrar/v1/holds")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("registrar")
public class HoldsResource {

  private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9-]{0,39}");

  private final Holds holds;
  private final Caller caller;
  private final Clock clock;

  HoldsResource(Holds holds, Caller caller, Clock clock) {
    this.holds = holds;
    this.caller = caller;
    this.clock = clock;
  }

  /**
   * A hold that is to begin, or to end.
   *
   * @param code why, such as {@code tuition}; students are told
   * @param reason 1 to 500 characters, for the audit
   */
  public record Wanted(String student, String code, String reason) {}

  /** The codes of a student's holds. */
  public record OfStudent(String student, List<String> holds) {}

  /** A student's holds. */
  @GET
  public OfStudent list(@RestQuery String student) {
    return list(student(student));
  }

  private OfStudent list(StudentId student) {
    return new OfStudent(student.value(), holds.of(student));
  }

  /** Holds a student, from the next decision on. */
  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  public OfStudent begin(Wanted wanted) {
    AuditEntry entry = entry("hold", wanted);
    StudentId student = student(wanted.student());
    if (!holds.begin(student, wanted.code(), entry)) {
      throw new ProblemException(Problem.field("student", Rule.STUDENT_ID));
    }
    return list(student);
  }

  /** Lets the student register again. */
  @POST
  @Path("end")
  @Consumes(MediaType.APPLICATION_JSON)
  public OfStudent end(Wanted wanted) {
    AuditEntry entry = entry("end-hold", wanted);
    StudentId student = student(wanted.student());
    if (!holds.end(student, wanted.code(), entry)) {
      throw new NotFoundException();
    }
    return list(student);
  }

  private AuditEntry entry(String action, Wanted wanted) {
    if (wanted == null) {
      throw new ProblemException(JsonProblems.noObject());
    }
    StudentId student = student(wanted.student());
    if (wanted.code() == null || !CODE.matcher(wanted.code()).matches()) {
      throw new ProblemException(Problem.field("code", Rule.CODE));
    }
    return new AuditEntry(
        clock.instant(),
        caller.subject(),
        action,
        "student " + student.value(),
        Given.reason(wanted.reason()),
        null,
        new JsonObject().put("code", wanted.code()).encode());
  }

  private static StudentId student(String text) {
    return QueryValue.parsed("student", text, Rule.STUDENT_ID, StudentId::new)
        .orElseThrow(() -> new ProblemException(Problem.field("student", Rule.STUDENT_ID)));
  }
}
