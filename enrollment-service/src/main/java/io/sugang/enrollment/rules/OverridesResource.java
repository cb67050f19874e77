package io.sugang.enrollment.rules;

import io.sugang.contract.decision.RefusalRule;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.edge.QueryValue;
import io.sugang.edge.problem.JsonProblems;
import io.sugang.edge.problem.Problem;
import io.sugang.edge.problem.ProblemException;
import io.sugang.edge.problem.ProblemType;
import io.sugang.edge.problem.Rule;
import io.sugang.enrollment.identity.Caller;
import io.sugang.enrollment.problem.Given;
import io.sugang.enrollment.rules.Overrides.RuleOverride;
import io.sugang.waitlist.rule.student.RuleBook;
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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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

/** Students whom the registrar exempts from a rule in a section. */
@Path("/registrar/v1/overrides")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("registrar")
@Tag(name = "Students")
@SecurityRequirement(name = "token")
public class OverridesResource {

  private static final String EXAMPLE =
      """
      {"student": "2027010001", "section": "CSE1001-01", "rule": "time-conflict", "expiresAt": "2035-03-02T00:00:00Z",
       "reason": "agreed"}\
      """;

  private static final String EXAMPLE_OF_AN_END =
      """
      {"student": "2027010001", "section": "CSE1001-01", "rule": "time-conflict",
       "reason": "agreed no more"}\
      """;

  /**
   * Not from those that the registrar's word can't change: the line lets nobody in whose window is
   * not open, and what a student wants no more of is in their cart.
   */
  private static final List<String> EXEMPTED_FROM =
      RuleBook.known().stream()
          .filter(
              rule -> rule != RefusalRule.OUTSIDE_WINDOW && rule != RefusalRule.BUNDLE_SATISFIED)
          .map(RefusalRule::wireName)
          .toList();

  private static final Duration LONGEST = Duration.ofDays(3650);

  private final Overrides overrides;
  private final Caller caller;
  private final Clock clock;

  OverridesResource(Overrides overrides, Caller caller, Clock clock) {
    this.overrides = overrides;
    this.caller = caller;
    this.clock = clock;
  }

  /**
   * An exemption that is to begin, or to end.
   *
   * @param rule such as {@code time-conflict}
   * @param expiresAt later than now, by 3,650 days at most; not needed to end it
   * @param reason 1 to 500 characters
   */
  @Schema(name = "OverrideChange")
  public record Wanted(
      String student,
      String section,
      String rule,
      @Schema(nullable = true) Instant expiresAt,
      String reason) {}

  /** Exemptions of a section. */
  @Schema(name = "Overrides")
  public record OfSection(List<RuleOverride> overrides) {}

  /** The exemptions of a section. */
  @GET
  @Operation(summary = "The exemptions of a section")
  public OfSection list(@RestQuery String section) {
    return new OfSection(
        overrides.of(required("section", section, Rule.SECTION_ID, SectionId::new).value()));
  }

  /** Exempts a student, from the next decision on. */
  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @APIResponseSchema(RuleOverride.class)
  @APIResponse(responseCode = "400", description = "A field is missing or wrong")
  @APIResponse(responseCode = "404", description = "There is no such section")
  @Operation(summary = "Exempt a student from a rule in a section")
  public RuleOverride begin(
      @RequestBody(content = @Content(examples = @ExampleObject(name = "clash", value = EXAMPLE)))
          Wanted wanted) {
    RuleOverride override = override(wanted);
    if (override.expiresAt() == null
        || !override.expiresAt().isAfter(override.since())
        || override.expiresAt().isAfter(override.since().plus(LONGEST))) {
      throw new ProblemException(Problem.field("expiresAt", Rule.LATER));
    }
    return switch (overrides.begin(override)) {
      case NOTHING -> override;
      case STUDENT -> throw new ProblemException(Problem.field("student", Rule.STUDENT_ID));
      case SECTION ->
          throw new ProblemException(
              Problem.of(ProblemType.SECTION_UNKNOWN, Map.of("section", override.section())));
    };
  }

  /** Has the rule hold for the student again. */
  @POST
  @Path("end")
  @Consumes(MediaType.APPLICATION_JSON)
  @APIResponseSchema(OfSection.class)
  @APIResponse(responseCode = "404", description = "There is no such exemption")
  @Operation(summary = "End an exemption")
  public OfSection end(
      @RequestBody(
              content =
                  @Content(examples = @ExampleObject(name = "clash", value = EXAMPLE_OF_AN_END)))
          Wanted wanted) {
    RuleOverride override = override(wanted);
    if (!overrides.end(override)) {
      throw new NotFoundException();
    }
    return list(override.section());
  }

  private RuleOverride override(Wanted wanted) {
    if (wanted == null) {
      throw new ProblemException(JsonProblems.noObject());
    }
    return new RuleOverride(
        required("student", wanted.student(), Rule.STUDENT_ID, StudentId::new).value(),
        required("section", wanted.section(), Rule.SECTION_ID, SectionId::new).value(),
        Given.oneOf("rule", wanted.rule(), EXEMPTED_FROM),
        wanted.expiresAt(),
        Given.reason(wanted.reason()),
        caller.subject(),
        clock.instant());
  }

  private static <T> T required(String field, String text, Rule rule, Function<String, T> parser) {
    return QueryValue.parsed(field, text, rule, parser)
        .orElseThrow(() -> new ProblemException(Problem.field(field, rule)));
  }
}
