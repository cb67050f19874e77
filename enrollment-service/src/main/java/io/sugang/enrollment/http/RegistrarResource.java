package io.sugang.enrollment.http;

import io.smallrye.mutiny.Uni;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.office.SectionSeats;
import io.sugang.enrollment.writer.SeatOffice;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;

/** What the registrar changes. */
@Path("/office/v1/sections")
@RolesAllowed("registrar")
public class RegistrarResource {

  private static final int MAX_CAPACITY = 100_000;
  private static final int MAX_WAITLIST = 10_000;

  private final SeatOffice seats;

  RegistrarResource(SeatOffice seats) {
    this.seats = seats;
  }

  /**
   * Seats as they are to be.
   *
   * @param capacity 0 to 100,000, not below the seats taken
   * @param waitlistLimit 0 to 10,000; {@code null}: as before
   */
  public record Wish(Integer capacity, Integer waitlistLimit) {}

  @PUT
  @Path("{section}/seats")
  public Uni<SectionSeats> change(@RestPath String section, Wish wish) {
    requireSection(section);
    if (wish == null || !isBetween(wish.capacity(), MAX_CAPACITY)) {
      throw new BadRequestException("capacity: expected 0 to " + MAX_CAPACITY);
    }
    if (wish.waitlistLimit() != null && !isBetween(wish.waitlistLimit(), MAX_WAITLIST)) {
      throw new BadRequestException("waitlistLimit: expected 0 to " + MAX_WAITLIST);
    }
    return seats
        .change(section, wish.capacity(), Optional.ofNullable(wish.waitlistLimit()))
        .onItem()
        .ifNull()
        .failWith(NotFoundException::new)
        .invoke(after -> requireDone(wish, after));
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

  private static void requireDone(Wish wish, SectionSeats after) {
    if (after.capacity() != wish.capacity()) {
      throw new ClientErrorException(
          "capacity: %d seats are taken".formatted(after.taken()), Response.Status.CONFLICT);
    }
  }
}
