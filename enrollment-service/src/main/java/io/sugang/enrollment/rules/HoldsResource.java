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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** Students who may not register at present, if the term's rules say so. */
@Path("/registrar/v1/holds")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("registrar")
@Tag(name = "Students")
@SecurityRequirement(name = "token")
public class HoldsResource {

  private static final String EXAMPLE =
      """
      {"student": "2027010001", "code": "tuition",
       "reason": "fees are due"}\
      """;

  private static final String EXAMPLE_OF_AN_END =
      """
      {"student": "2027010001", "code": "tuition",
       "reason": "paid"}\
      """;

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
  @Schema(name = "HoldChange")
  public record Wanted(String student, String code, String reason) {}

  /** The codes of a student's holds. */
  @Schema(name = "Holds")
  public record OfStudent(String student, List<String> holds) {}

  /** A student's holds. */
  @GET
  @Operation(summary = "A student's holds")
  public OfStudent list(@RestQuery String student) {
    return list(student(student));
  }

  private OfStudent list(StudentId student) {
    return new OfStudent(student.value(), holds.of(student));
  }

  /** Holds a student, from the next decision on. */
  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @APIResponseSchema(OfStudent.class)
  @APIResponse(responseCode = "400", description = "There is no such student, or the code is none")
  @Operation(summary = "Hold a student", description = "Nobody who is held is given a seat.")
  public OfStudent begin(
      @RequestBody(content = @Content(examples = @ExampleObject(name = "fees", value = EXAMPLE)))
          Wanted wanted) {
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
  @APIResponseSchema(OfStudent.class)
  @APIResponse(responseCode = "404", description = "There is no such hold")
  @Operation(summary = "End a hold")
  public OfStudent end(
      @RequestBody(
              content =
                  @Content(examples = @ExampleObject(name = "fees", value = EXAMPLE_OF_AN_END)))
          Wanted wanted) {
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
