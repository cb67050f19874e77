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
import org.jboss.resteasy.reactive.RestQuery;

/** Students whom the registrar exempts from a rule in a section. */
@Path("/registrar/v1/overrides")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("registrar")
public class OverridesResource {

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
  public record Wanted(
      String student, String section, String rule, Instant expiresAt, String reason) {}

  /** Exemptions of a section. */
  public record OfSection(List<RuleOverride> overrides) {}

  /** The exemptions of a section. */
  @GET
  public OfSection list(@RestQuery String section) {
    return new OfSection(
        overrides.of(required("section", section, Rule.SECTION_ID, SectionId::new).value()));
  }

  /** Exempts a student, from the next decision on. */
  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  public RuleOverride begin(Wanted wanted) {
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
  public OfSection end(Wanted wanted) {
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
