package io.sugang.enrollment.rules;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sugang.contract.enrollment.Cohort;
import io.sugang.contract.enrollment.Term;
import io.sugang.contract.enrollment.Term.Window;
import io.sugang.contract.enrollment.Term.WindowKind;
import io.sugang.contract.id.TermId;
import io.sugang.edge.EntityTags;
import io.sugang.edge.problem.JsonProblems;
import io.sugang.edge.problem.Problem;
import io.sugang.edge.problem.ProblemException;
import io.sugang.edge.problem.ProblemType;
import io.sugang.edge.problem.Rule;
import io.sugang.enrollment.identity.Caller;
import io.sugang.enrollment.problem.Given;
import io.sugang.enrollment.rules.RegistrationWindows.OfTerm;
import io.sugang.enrollment.rules.RegistrationWindows.Outcome;
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
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
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

/** When each cohort may register in a term. */
@Path("/registrar/v1/terms/{term}/windows")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("registrar")
@Tag(name = "Terms")
@SecurityRequirement(name = "token")
public class RegistrationWindowsResource {

  private static final String EXAMPLE =
      """
      {"windows": [{"year": 4, "opensAt": "2027-02-01T10:00", "closesAt": "2027-02-05T18:00"},
       {"year": 4, "kind": "add-drop", "opensAt": "2027-03-02T10:00", "closesAt": "2027-03-08T18:00"}],
       "reason": "senate"}\
      """;

  private static final int MOST = 200;

  private final RegistrationWindows windows;
  private final Caller caller;
  private final Clock clock;

  RegistrationWindowsResource(RegistrationWindows windows, Caller caller, Clock clock) {
    this.windows = windows;
    this.caller = caller;
    this.clock = clock;
  }

  /**
   * All windows of a term, as they are to be.
   *
   * @param windows {@value #MOST} at most; none: nobody can register
   * @param reason 1 to 500 characters
   */
  @Schema(name = "WindowsChange")
  public record Wanted(List<WantedWindow> windows, String reason) {}

  /**
   * A window as it is to be.
   *
   * @param year 1 to 9; {@code null}: any
   * @param department {@code null}: any
   * @param group {@code null}: any, and none
   * @param kind {@code main} or {@code add-drop}; {@code null}: main
   * @param opensAt in the term's time zone, or with an offset
   * @param closesAt likewise, later
   */
  @Schema(name = "WindowChange")
  public record WantedWindow(
      @Schema(nullable = true) Integer year,
      @Schema(nullable = true) String department,
      @Schema(nullable = true) String group,
      @Schema(nullable = true) String kind,
      String opensAt,
      String closesAt) {}

  /** A term's windows, in its time zone. */
  @Schema(name = "Windows")
  public record View(String term, int version, String zone, List<WindowView> windows) {}

  /** A window; what is missing is any. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record WindowView(
      OptionalInt year,
      Optional<String> department,
      Optional<String> group,
      WindowKind kind,
      OffsetDateTime opensAt,
      OffsetDateTime closesAt) {}

  /** The windows as of now; the version is the ETag. */
  @GET
  @APIResponseSchema(View.class)
  @Operation(summary = "A term's windows")
  public Response find(@RestPath String term) {
    return ok(Given.found(windows.find(Given.term(term))));
  }

  /**
   * Writes them all anew, which holds everywhere within 5 s.
   *
   * @param call with the ETag that the registrar saw, as If-Match; without it whatever is there is
   *     replaced
   */
  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @APIResponseSchema(View.class)
  @APIResponse(responseCode = "412", description = "Somebody else changed it; look again")
  @APIResponse(responseCode = "400", description = "A window can't be")
  @Operation(
      summary = "Write a term's windows anew",
      description = "Times are by the clock of the term's zone, or have an offset.")
  public Response write(
      @RestPath String term,
      @Context HttpHeaders call,
      @RequestBody(content = @Content(examples = @ExampleObject(name = "two", value = EXAMPLE)))
          Wanted wanted) {
    TermId id = Given.term(term);
    if (wanted == null) {
      throw new ProblemException(JsonProblems.noObject());
    }
    if (wanted.windows() == null || wanted.windows().size() > MOST) {
      throw new ProblemException(Problem.field("windows", Rule.atMost(MOST)));
    }
    Predicate<String> matches = EntityTags.ifMatch(call);
    return switch (Given.found(
        windows.write(
            id,
            zone -> windows(wanted.windows(), zone),
            version -> matches.test(Integer.toString(version)),
            caller.subject(),
            Given.reason(wanted.reason()),
            clock.instant()))) {
      case Outcome.Written(var now) -> ok(now);
      case Outcome.NoDepartment(var i) ->
          throw new ProblemException(Problem.field(field(i, "department"), Rule.DEPARTMENT));
      case Outcome.NotAsExpected(var now) ->
          throw new ProblemException(
              Problem.of(ProblemType.RULES_CHANGED, Map.of("version", now.version())));
    };
  }

  private static List<Window> windows(List<WantedWindow> wanted, ZoneId zone) {
    var windows = new ArrayList<Window>();
    var starts = new HashSet<List<Object>>();
    for (int i = 0; i < wanted.size(); i++) {
      Window window = window(i, wanted.get(i), zone);
      if (!starts.add(List.of(window.cohort(), window.opensAt()))) {
        throw new ProblemException(Problem.field(field(i, "opensAt"), Rule.ANOTHER_OPENING));
      }
      windows.add(window);
    }
    return windows;
  }

  private static Window window(int i, WantedWindow wanted, ZoneId zone) {
    if (wanted == null) {
      throw new ProblemException(Problem.field("windows[%d]".formatted(i), Rule.JSON_OBJECT));
    }
    Cohort cohort =
        GivenCohort.of(
            "windows[%d]".formatted(i), wanted.year(), wanted.department(), wanted.group());
    String kind =
        wanted.kind() == null
            ? WindowKind.MAIN.wireName()
            : Given.oneOf(
                field(i, "kind"),
                wanted.kind(),
                Stream.of(WindowKind.values()).map(WindowKind::wireName).toList());
    var window =
        new Window(
            cohort,
            Term.WindowKind.of(kind),
            TermTime.of(field(i, "opensAt"), wanted.opensAt(), zone),
            TermTime.of(field(i, "closesAt"), wanted.closesAt(), zone));
    if (!window.opensAt().isBefore(window.closesAt())) {
      throw new ProblemException(Problem.field(field(i, "closesAt"), Rule.AFTER_OPENING));
    }
    return window;
  }

  private static String field(int i, String name) {
    return "windows[%d].%s".formatted(i, name);
  }

  private static Response ok(OfTerm term) {
    return Response.ok(
            new View(
                term.term(),
                term.version(),
                term.zone().getId(),
                term.windows().stream().map(window -> view(window, term.zone())).toList()))
        .tag(Integer.toString(term.version()))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  private static WindowView view(Window window, ZoneId zone) {
    return new WindowView(
        window.year(),
        window.department(),
        window.group(),
        window.kind(),
        window.opensAt().atZone(zone).toOffsetDateTime(),
        window.closesAt().atZone(zone).toOffsetDateTime());
  }
}
