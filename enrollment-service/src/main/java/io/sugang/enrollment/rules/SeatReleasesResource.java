package io.sugang.enrollment.rules;

import io.sugang.contract.enrollment.Term.ReleaseKind;
import io.sugang.contract.id.TermId;
import io.sugang.edge.EntityTags;
import io.sugang.edge.problem.JsonProblems;
import io.sugang.edge.problem.Problem;
import io.sugang.edge.problem.ProblemException;
import io.sugang.edge.problem.ProblemType;
import io.sugang.edge.problem.Rule;
import io.sugang.enrollment.identity.Caller;
import io.sugang.enrollment.problem.Given;
import io.sugang.enrollment.rules.SeatReleases.OfTerm;
import io.sugang.enrollment.rules.SeatReleases.Outcome;
import io.sugang.enrollment.rules.SeatReleases.Wanted;
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
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.Stream;
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

/** When seats that students of a term give back are released to whoever is next. */
@Path("/registrar/v1/terms/{term}/seat-release")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("registrar")
@Tag(name = "Terms")
@SecurityRequirement(name = "token")
public class SeatReleasesResource {

  private static final String AT_TIMES =
      """
      {"kind": "at-times", "times": ["12:00", "18:00"], "reason": "senate"}\
      """;

  private static final String AFTER_DELAY =
      """
      {"kind": "after-delay", "atLeastSeconds": 600, "atMostSeconds": 7200, "reason": "senate"}\
      """;

  private static final int MOST_TIMES = 20;

  /** A week. */
  private static final int LONGEST_SECONDS = 604_800;

  private final SeatReleases releases;
  private final Caller caller;
  private final Clock clock;

  SeatReleasesResource(SeatReleases releases, Caller caller, Clock clock) {
    this.releases = releases;
    this.caller = caller;
    this.clock = clock;
  }

  /**
   * As it is to be.
   *
   * @param kind {@code at-once}, {@code at-times} or {@code after-delay}
   * @param times of day, of {@code at-times}: 1 to {@value #MOST_TIMES}, such as 12:00, by the
   *     clock of the term's zone; else {@code null}
   * @param atLeastSeconds of {@code after-delay}, 0 to {@value #LONGEST_SECONDS}; else {@code null}
   * @param atMostSeconds likewise, as long or longer
   * @param reason 1 to 500 characters
   */
  @Schema(name = "SeatReleaseChange")
  public record Change(
      @Schema(enumeration = {"at-once", "at-times", "after-delay"}) String kind,
      @Schema(nullable = true) List<String> times,
      @Schema(nullable = true) Integer atLeastSeconds,
      @Schema(nullable = true) Integer atMostSeconds,
      String reason) {}

  /** As it is now; the version is the ETag. */
  @GET
  @APIResponseSchema(OfTerm.class)
  @Operation(summary = "When a term's seats are released")
  public Response find(@RestPath String term) {
    return ok(Given.found(releases.find(Given.term(term))));
  }

  /**
   * Has seats released otherwise that are given back from then on.
   *
   * @param call with the ETag that the registrar saw, as If-Match; without it whatever is there is
   *     replaced
   */
  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @APIResponseSchema(OfTerm.class)
  @APIResponse(responseCode = "412", description = "Somebody else changed it; look again")
  @APIResponse(responseCode = "400", description = "A time or a delay can't be")
  @Operation(
      summary = "Have a term's seats released otherwise",
      description =
          "Holds for what is given back from then on. Of a delay the commitment is told at once, its seed a day"
              + " after the term's last window has closed.")
  public Response write(
      @RestPath String term,
      @Context HttpHeaders call,
      @RequestBody(
              content =
                  @Content(
                      examples = {
                        @ExampleObject(name = "times", value = AT_TIMES),
                        @ExampleObject(name = "delay", value = AFTER_DELAY)
                      }))
          Change change) {
    TermId id = Given.term(term);
    if (change == null) {
      throw new ProblemException(JsonProblems.noObject());
    }
    Wanted wanted = wanted(change);
    Predicate<String> matches = EntityTags.ifMatch(call);
    return switch (Given.found(
        releases.write(
            id,
            wanted,
            version -> matches.test(Integer.toString(version)),
            caller.subject(),
            Given.reason(change.reason()),
            clock.instant()))) {
      case Outcome.Written(var now) -> ok(now);
      case Outcome.NotAsExpected(var now) ->
          throw new ProblemException(
              Problem.of(ProblemType.RULES_CHANGED, Map.of("version", now.version())));
    };
  }

  private static Wanted wanted(Change change) {
    List<String> kinds = Stream.of(ReleaseKind.values()).map(ReleaseKind::wireName).toList();
    ReleaseKind kind = ReleaseKind.of(Given.oneOf("kind", change.kind(), kinds));
    boolean isAtTimes = kind == ReleaseKind.AT_TIMES;
    boolean isAfterDelay = kind == ReleaseKind.AFTER_DELAY;
    requireAbsent("times", change.times(), isAtTimes);
    requireAbsent("atLeastSeconds", change.atLeastSeconds(), isAfterDelay);
    requireAbsent("atMostSeconds", change.atMostSeconds(), isAfterDelay);
    return new Wanted(
        kind,
        isAtTimes ? Optional.of(times(change.times())) : Optional.empty(),
        isAfterDelay ? seconds("atLeastSeconds", change.atLeastSeconds(), 0) : OptionalInt.empty(),
        isAfterDelay
            ? seconds("atMostSeconds", change.atMostSeconds(), change.atLeastSeconds())
            : OptionalInt.empty());
  }

  private static void requireAbsent(String field, Object value, boolean mayBe) {
    if (value != null && !mayBe) {
      throw new ProblemException(Problem.field(field, Rule.OF_ANOTHER_KIND));
    }
  }

  private static OptionalInt seconds(String field, Integer value, int least) {
    if (value == null || value < least || value > LONGEST_SECONDS) {
      throw new ProblemException(Problem.field(field, Rule.range(least, LONGEST_SECONDS)));
    }
    return OptionalInt.of(value);
  }

  private static List<LocalTime> times(List<String> wanted) {
    if (wanted == null || wanted.isEmpty() || wanted.size() > MOST_TIMES) {
      throw new ProblemException(Problem.field("times", Rule.entries(MOST_TIMES)));
    }
    var times = new ArrayList<LocalTime>();
    for (int i = 0; i < wanted.size(); i++) {
      LocalTime time = time("times[%d]".formatted(i), wanted.get(i));
      if (times.contains(time)) {
        throw new ProblemException(Problem.field("times[%d]".formatted(i), Rule.NAMED_ONCE));
      }
      times.add(time);
    }
    return times.stream().sorted().toList();
  }

  /** To the minute. */
  private static LocalTime time(String field, String text) {
    try {
      LocalTime time = LocalTime.parse(text == null ? "" : text);
      if (time.equals(time.truncatedTo(ChronoUnit.MINUTES))) {
        return time;
      }
    } catch (DateTimeException e) {
      throw new ProblemException(Problem.field(field, Rule.TIME_OF_DAY));
    }
    throw new ProblemException(Problem.field(field, Rule.TIME_OF_DAY));
  }

  private static Response ok(OfTerm release) {
    return Response.ok(release)
        .tag(Integer.toString(release.version()))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }
}
