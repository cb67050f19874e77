package io.sugang.enrollment.registrar;

import io.smallrye.mutiny.Uni;
import io.sugang.contract.enrollment.SectionSeats;
import io.sugang.edge.EntityTags;
import io.sugang.edge.problem.JsonProblems;
import io.sugang.edge.problem.Problem;
import io.sugang.edge.problem.ProblemException;
import io.sugang.edge.problem.ProblemType;
import io.sugang.edge.problem.Rule;
import io.sugang.enrollment.problem.Given;
import io.sugang.enrollment.registrar.ChangeCapacity.Outcome;
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
import java.util.Map;
import java.util.Optional;
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

/** What the registrar changes. */
@Path("/registrar/v1/sections/{section}/seats")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("registrar")
@Tag(name = "Sections")
@SecurityRequirement(name = "token")
public class RegistrarResource {

  private static final String EXAMPLE =
      """
      {"capacity": 40, "waitlistLimit": 10}\
      """;

  private static final int MAX_WAITLIST = 10_000;

  private final ChangeCapacity seats;

  RegistrarResource(ChangeCapacity seats) {
    this.seats = seats;
  }

  /**
   * Seats as they are to be.
   *
   * @param capacity 0 to 100,000, not below the seats taken
   * @param waitlistLimit 0 to 10,000; {@code null}: as before
   */
  public record SeatsChange(Integer capacity, @Schema(nullable = true) Integer waitlistLimit) {}

  /** The section as of now. Its ETag stands for what the registrar sets, not for who has seats. */
  @GET
  @APIResponseSchema(SectionSeats.class)
  @Operation(summary = "A section's seats")
  public Uni<Response> look(@RestPath String section) {
    return seats
        .look(Given.section(section).value())
        .onItem()
        .ifNull()
        .failWith(() -> Given.unknownSection(section))
        .map(this::ok);
  }

  /**
   * Changes a section's seats.
   *
   * @param call with the ETag that the section had when the registrar looked, as If-Match; without
   *     it whatever the section is now is changed
   */
  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @APIResponseSchema(SectionSeats.class)
  @APIResponse(responseCode = "412", description = "Somebody else changed it; look again")
  @APIResponse(responseCode = "404", description = "There is no such section")
  @APIResponse(responseCode = "409", description = "More seats are taken")
  @Operation(summary = "Change a section's seats")
  public Uni<Response> change(
      @RestPath String section,
      @Context HttpHeaders call,
      @RequestBody(content = @Content(examples = @ExampleObject(name = "more", value = EXAMPLE)))
          SeatsChange change) {
    String id = Given.section(section).value();
    if (change == null) {
      throw new ProblemException(JsonProblems.noObject());
    }
    requireBetween("capacity", change.capacity(), Given.MAX_CAPACITY);
    if (change.waitlistLimit() != null) {
      requireBetween("waitlistLimit", change.waitlistLimit(), MAX_WAITLIST);
    }
    return seats
        .change(id, change.capacity(), Optional.ofNullable(change.waitlistLimit()), expected(call))
        .onItem()
        .ifNull()
        .failWith(() -> Given.unknownSection(section))
        .map(this::answer);
  }

  private static Predicate<SectionSeats> expected(HttpHeaders call) {
    Predicate<String> matches = EntityTags.ifMatch(call);
    return seats -> matches.test(tag(seats));
  }

  private static String tag(SectionSeats seats) {
    return seats.capacity() + "-" + seats.waitlistLimit();
  }

  private Response answer(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Changed(var after) -> ok(after);
      case Outcome.NotAsExpected(var now) ->
          throw new ProblemException(
              Problem.of(
                  ProblemType.CHANGED_MEANWHILE,
                  Map.of("capacity", now.capacity(), "waitlistLimit", now.waitlistLimit())));
      case Outcome.MoreTaken(var now) ->
          throw new ProblemException(
              Problem.of(
                  ProblemType.SEATS_TAKEN, Map.of("section", now.section(), "taken", now.taken())));
    };
  }

  private Response ok(SectionSeats seats) {
    return Response.ok(seats).tag(tag(seats)).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
  }

  private static void requireBetween(String field, Integer value, int max) {
    if (value == null || value < 0 || value > max) {
      throw new ProblemException(Problem.field(field, Rule.range(0, max)));
    }
  }
}
