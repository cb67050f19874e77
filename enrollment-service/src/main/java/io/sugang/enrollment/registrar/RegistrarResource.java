package io.sugang.enrollment.registrar;

import io.smallrye.mutiny.Uni;
import io.sugang.contract.enrollment.SectionSeats;
import io.sugang.contract.id.SectionId;
import io.sugang.enrollment.problem.WrongFieldException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;

/** What the registrar changes. */
@Path("/registrar/v1/sections")
@RolesAllowed("registrar")
public class RegistrarResource {

  private static final int MAX_CAPACITY = 100_000;
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

  @PUT
  @Path("{section}/seats")
  public Uni<SectionSeats> change(@RestPath String section, SeatsChange change) {
    requireSection(section);
    if (change == null) {
      throw new WrongFieldException("(body)", "one JSON object");
    }
    if (!isBetween(change.capacity(), MAX_CAPACITY)) {
      throw new WrongFieldException("capacity", "0 to " + MAX_CAPACITY);
    }
    if (change.waitlistLimit() != null && !isBetween(change.waitlistLimit(), MAX_WAITLIST)) {
      throw new WrongFieldException("waitlistLimit", "0 to " + MAX_WAITLIST);
    }
    return seats
        .change(section, change.capacity(), Optional.ofNullable(change.waitlistLimit()))
        .onItem()
        .ifNull()
        .failWith(NotFoundException::new)
        .invoke(after -> requireDone(change, after));
  }

  private static void requireSection(String id) {
    try {
      var unused = new SectionId(id);
    } catch (IllegalArgumentException e) {
      throw new NotFoundException(e);
    }
  }

  private static boolean isBetween(Integer value, int max) {
    return value != null && value >= 0 && value <= max;
  }

  private static void requireDone(SeatsChange change, SectionSeats after) {
    if (after.capacity() != change.capacity()) {
      throw new ClientErrorException(
          "capacity: %d seats are taken".formatted(after.taken()), Response.Status.CONFLICT);
    }
  }
}
