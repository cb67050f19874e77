package io.sugang.enrollment.rules;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sugang.contract.enrollment.Cohort;
import io.sugang.contract.id.SectionId;
import io.sugang.edge.EntityTags;
import io.sugang.edge.problem.JsonProblems;
import io.sugang.edge.problem.Problem;
import io.sugang.edge.problem.ProblemException;
import io.sugang.edge.problem.ProblemType;
import io.sugang.edge.problem.Rule;
import io.sugang.enrollment.identity.Caller;
import io.sugang.enrollment.problem.Given;
import io.sugang.enrollment.rules.Reserves.OfSection;
import io.sugang.enrollment.rules.Reserves.Outcome;
import io.sugang.enrollment.rules.Reserves.Reserve;
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
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
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

/** Seats that a section keeps for cohorts until an instant. */
@Path("/registrar/v1/sections/{section}/reserves")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("registrar")
@Tag(name = "Sections")
@SecurityRequirement(name = "token")
public class ReservesResource {

  private static final String EXAMPLE =
      """
      {"reserves": [{"year": 1, "department": "CSE", "seats": 2, "until": "2099-02-05T18:00"}],
       "reason": "senate"}\
      """;

  private static final int MOST = 20;

  private final Reserves reserves;
  private final Caller caller;
  private final Clock clock;

  ReservesResource(Reserves reserves, Caller caller, Clock clock) {
    this.reserves = reserves;
    this.caller = caller;
    this.clock = clock;
  }

  /**
   * All that a section keeps, as it is to be.
   *
   * @param reserves {@value #MOST} at most, in the order in which whoever is in several cohorts
   *     takes a seat; together no more than the section's seats
   * @param reason 1 to 500 characters
   */
  @Schema(name = "ReservesChange")
  public record Wanted(List<WantedReserve> reserves, String reason) {}

  /**
   * Seats as they are to be kept; a year, a department or a group is needed.
   *
   * @param year 1 to 9; {@code null}: any
   * @param department {@code null}: any
   * @param group {@code null}: any, and none
   * @param seats 1 or more
   * @param until when they are open to everybody, to come; in the term's time zone, or with an
   *     offset
   * @param taken as {@link ReserveView} has it, so that what was read can be written; it is
   *     counted, not set
   */
  @Schema(name = "ReserveChange")
  public record WantedReserve(
      @Schema(nullable = true) Integer year,
      @Schema(nullable = true) String department,
      @Schema(nullable = true) String group,
      Integer seats,
      @Schema(nullable = true) Integer taken,
      String until) {}

  /**
   * What a section keeps, in the time zone of its term.
   *
   * @param taken of all its seats
   */
  @Schema(name = "Reserves")
  public record View(
      String section, int capacity, int taken, String zone, List<ReserveView> reserves) {}

  /** Seats kept for a cohort; what is missing is any. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record ReserveView(
      OptionalInt year,
      Optional<String> department,
      Optional<String> group,
      int seats,
      int taken,
      OffsetDateTime until) {}

  /** As of now. Its ETag stands for what the registrar sets, not for who has seats. */
  @GET
  @APIResponseSchema(View.class)
  @Operation(summary = "The seats that a section keeps")
  public Response find(@RestPath String section) {
    return ok(found(section, reserves.find(Given.section(section), clock.instant())));
  }

  /**
   * Writes them all anew, which holds from the next decision on. Whoever has a seat keeps it.
   *
   * @param call with the ETag that the registrar saw, as If-Match; without it whatever is there is
   *     replaced
   */
  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @APIResponseSchema(View.class)
  @APIResponse(responseCode = "412", description = "Somebody else changed it; look again")
  @APIResponse(responseCode = "400", description = "A reserve can't be")
  @APIResponse(responseCode = "404", description = "There is no such section")
  @Operation(summary = "Write the seats that a section keeps anew")
  public Response write(
      @RestPath String section,
      @Context HttpHeaders call,
      @RequestBody(
              content = @Content(examples = @ExampleObject(name = "first-years", value = EXAMPLE)))
          Wanted wanted) {
    SectionId id = Given.section(section);
    if (wanted == null) {
      throw new ProblemException(JsonProblems.noObject());
    }
    if (wanted.reserves() == null || wanted.reserves().size() > MOST) {
      throw new ProblemException(Problem.field("reserves", Rule.atMost(MOST)));
    }
    Instant now = clock.instant();
    Predicate<String> matches = EntityTags.ifMatch(call);
    return switch (found(
        section,
        reserves.write(
            id,
            before -> reserves(wanted.reserves(), before, now),
            before -> matches.test(tag(before)),
            caller.subject(),
            Given.reason(wanted.reason()),
            now))) {
      case Outcome.Written(var after) -> ok(after);
      case Outcome.NoDepartment(var i) ->
          throw new ProblemException(Problem.field(entry(i) + ".department", Rule.DEPARTMENT));
      case Outcome.NotAsExpected _ ->
          throw new ProblemException(Problem.of(ProblemType.RESERVES_CHANGED));
    };
  }

  private static <T> T found(String section, T found) {
    if (found == null) {
      throw Given.unknownSection(section);
    }
    return found;
  }

  private static List<Reserve> reserves(List<WantedReserve> wanted, OfSection before, Instant now) {
    var reserves = new ArrayList<Reserve>();
    var cohorts = new HashSet<Cohort>();
    int left = before.capacity();
    for (int i = 0; i < wanted.size(); i++) {
      Reserve reserve = reserve(entry(i), wanted.get(i), before.zone(), now);
      if (!cohorts.add(reserve.cohort())) {
        throw new ProblemException(Problem.field(entry(i), Rule.ANOTHER_COHORT));
      }
      left -= reserve.seats();
      if (left < 0) {
        throw new ProblemException(
            Problem.field(entry(i) + ".seats", Rule.seatsTogether(before.capacity())));
      }
      reserves.add(reserve);
    }
    return reserves;
  }

  private static Reserve reserve(String entry, WantedReserve wanted, ZoneId zone, Instant now) {
    if (wanted == null) {
      throw new ProblemException(Problem.field(entry, Rule.JSON_OBJECT));
    }
    Cohort cohort = GivenCohort.of(entry, wanted.year(), wanted.department(), wanted.group());
    if (cohort.equals(Cohort.of(0, "", ""))) {
      throw new ProblemException(Problem.field(entry, Rule.COHORT));
    }
    if (wanted.seats() == null || wanted.seats() < 1 || wanted.seats() > Given.MAX_CAPACITY) {
      throw new ProblemException(
          Problem.field(entry + ".seats", Rule.range(1, Given.MAX_CAPACITY)));
    }
    Instant until = TermTime.of(entry + ".until", wanted.until(), zone);
    if (!until.isAfter(now)) {
      throw new ProblemException(Problem.field(entry + ".until", Rule.TO_COME));
    }
    return new Reserve(cohort, wanted.seats(), 0, until);
  }

  private static String entry(int i) {
    return "reserves[%d]".formatted(i);
  }

  private static String tag(OfSection section) {
    String set =
        section.reserves().stream()
            .map(reserve -> reserve.cohort() + " " + reserve.seats() + " " + reserve.until())
            .collect(Collectors.joining("\n"));
    return UUID.nameUUIDFromBytes(set.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static Response ok(OfSection section) {
    return Response.ok(
            new View(
                section.section(),
                section.capacity(),
                section.taken(),
                section.zone().getId(),
                section.reserves().stream().map(reserve -> view(reserve, section.zone())).toList()))
        .tag(tag(section))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  private static ReserveView view(Reserve reserve, ZoneId zone) {
    return new ReserveView(
        reserve.cohort().year(),
        reserve.cohort().department(),
        reserve.cohort().group(),
        reserve.seats(),
        reserve.taken(),
        reserve.until().atZone(zone).toOffsetDateTime());
  }
}
