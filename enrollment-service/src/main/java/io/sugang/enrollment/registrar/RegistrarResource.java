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
import org.jboss.resteasy.reactive.RestPath;

/** What the registrar changes. */
@Path("/registrar/v1/sections/{section}/seats")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("registrar")
public class RegistrarResource {

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
  public record SeatsChange(Integer capacity, Integer waitlistLimit) {}

  /** The section as of now. Its ETag stands for what the registrar sets, not for who has seats. */
  @GET
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
  public Uni<Response> change(
      @RestPath String section, @Context HttpHeaders call, SeatsChange change) {
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
