package io.sugang.enrollment.rules;

import io.sugang.contract.id.TermId;
import io.sugang.edge.EntityTags;
import io.sugang.edge.problem.JsonProblems;
import io.sugang.edge.problem.Problem;
import io.sugang.edge.problem.ProblemException;
import io.sugang.edge.problem.ProblemType;
import io.sugang.edge.problem.Rule;
import io.sugang.enrollment.identity.Caller;
import io.sugang.enrollment.problem.Given;
import io.sugang.enrollment.rules.RuleBooks.Outcome;
import io.sugang.enrollment.rules.RuleBooks.TermBook;
import io.sugang.waitlist.rule.student.InvalidRuleException;
import io.sugang.waitlist.rule.student.RuleBook;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.Map;
import java.util.function.Predicate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Which rules students must keep in a term. */
@Path("/registrar/v1/terms/{term}/rules")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("registrar")
@Tag(name = "Terms")
@SecurityRequirement(name = "token")
public class RuleBooksResource {

  private static final String EXAMPLE =
      """
      {"rules": {"hold": {}, "time-conflict": {}, "credit-limit": {"byGradeAverage": [{"from": 4, "more": 3}]}},
       "reason": "senate"}\
      """;

  private static final String RULES = "rules";

  private final RuleBooks books;
  private final Caller caller;
  private final Clock clock;

  RuleBooksResource(RuleBooks books, Caller caller, Clock clock) {
    this.books = books;
    this.caller = caller;
    this.clock = clock;
  }

  /**
   * A rule book as it is to be.
   *
   * @param rules by name, each with its parameters, an object that may be empty
   * @param reason 1 to 500 characters
   */
  @Schema(name = "RuleBookChange")
  public record Wanted(Map<String, Object> rules, String reason) {}

  /** The rule book as of now; its version is the ETag. */
  @GET
  @APIResponseSchema(TermBook.class)
  @Operation(summary = "A term's rule book")
  public Response find(@RestPath String term) {
    return ok(Given.found(books.find(Given.term(term))));
  }

  /**
   * Writes another one, which holds for every decision from then on; whoever waits is reviewed.
   *
   * @param call with the ETag that the registrar saw, as If-Match; without it whatever is there is
   *     replaced
   */
  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @APIResponseSchema(TermBook.class)
  @APIResponse(responseCode = "412", description = "Somebody else changed it; look again")
  @APIResponse(responseCode = "400", description = "A rule or a parameter can't be")
  @Operation(
      summary = "Write a rule book anew",
      description = "Everybody who waits in the term is reviewed.")
  public Response write(
      @RestPath String term,
      @Context HttpHeaders call,
      @RequestBody(content = @Content(examples = @ExampleObject(name = "some", value = EXAMPLE)))
          Wanted wanted) {
    TermId id = Given.term(term);
    if (wanted == null) {
      throw new ProblemException(JsonProblems.noObject());
    }
    if (wanted.rules() == null) {
      throw new ProblemException(Problem.field(RULES, Rule.JSON_OBJECT));
    }
    requireReadable(wanted.rules());
    String reason = Given.reason(wanted.reason());
    Predicate<String> matches = EntityTags.ifMatch(call);
    return switch (Given.found(
        books.write(
            id,
            wanted.rules(),
            version -> matches.test(Integer.toString(version)),
            caller.subject(),
            reason,
            clock.instant()))) {
      case Outcome.Written(var book) -> ok(book);
      case Outcome.NotAsExpected(var now) ->
          throw new ProblemException(
              Problem.of(ProblemType.RULES_CHANGED, Map.of("version", now.version())));
    };
  }

  private static void requireReadable(Map<String, Object> rules) {
    try {
      var unused = RuleBook.of(rules);
    } catch (InvalidRuleException e) {
      String field = RULES + "." + e.field();
      throw new ProblemException(
          switch (e.expected()) {
            case KNOWN_NAME ->
                Problem.of(
                    ProblemType.UNKNOWN_FIELD, Map.of("field", field, "rule", Rule.NO_SUCH_FIELD));
            case OBJECT -> Problem.field(field, Rule.JSON_OBJECT);
            case LIST -> Problem.field(field, Rule.entries(e.max()));
            case FLAG -> Problem.field(field, Rule.TRUE_OR_FALSE);
            case WHOLE_NUMBER -> Problem.field(field, Rule.range(e.min(), e.max()));
            case GRADE -> Problem.field(field, Rule.GRADE);
          });
    }
  }

  private static Response ok(TermBook book) {
    return Response.ok(book)
        .tag(Integer.toString(book.version()))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }
}
