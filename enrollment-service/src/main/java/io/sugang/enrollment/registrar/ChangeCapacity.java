package io.sugang.enrollment.registrar;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import io.sugang.contract.enrollment.SectionSeats;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Predicate;

/** Adds seats to sections and takes free ones away. */
@ApplicationScoped
public class ChangeCapacity {

  private final Sections sections;
  private final Clock clock;

  ChangeCapacity(Sections sections, Clock clock) {
    this.sections = sections;
    this.clock = clock;
  }

  /** What became of a change; each with the section as it is now. */
  public sealed interface Outcome {
    /** It was made. */
    record Changed(SectionSeats after) implements Outcome {}

    /** Somebody else changed the section before. */
    record NotAsExpected(SectionSeats now) implements Outcome {}

    /** More seats are taken than there were to be. */
    record MoreTaken(SectionSeats now) implements Outcome {}
  }

  /** A section as of now; {@code null} if there is none. */
  @WithSession
  public Uni<SectionSeats> look(String id) {
    return sections.findById(id).onItem().ifNotNull().transform(ChangeCapacity::seats);
  }

  /**
   * Changes a section's seats, under its lock, and makes its waitlist due in the same commit.
   * Whoever waits is served by the workers before anybody in the line.
   *
   * @param capacity seats from now on; not below those taken
   * @param waitlistLimit places on the waitlist from now on; empty: as many as before. Nobody who
   *     waits is sent away.
   * @param expected whether the section is as the registrar believes
   * @return {@code null} if there is no such section
   */
  @WithTransaction
  public Uni<Outcome> change(
      String id, int capacity, Optional<Integer> waitlistLimit, Predicate<SectionSeats> expected) {
    // A service that is frozen holds up the section for a few seconds at most.
    return session("wait_timeout = 4, innodb_lock_wait_timeout = 3")
        .flatMap(_ -> sections.findById(id, LockModeType.PESSIMISTIC_WRITE))
        .onItem()
        .ifNotNull()
        .transformToUni(section -> change(section, capacity, waitlistLimit, expected))
        .call(() -> session("wait_timeout = 20"));
  }

  private Uni<Integer> session(String settings) {
    return sections
        .getSession()
        .flatMap(session -> session.createNativeQuery("SET SESSION " + settings).executeUpdate());
  }

  private Uni<Outcome> change(
      SectionOnWriter section,
      int capacity,
      Optional<Integer> waitlistLimit,
      Predicate<SectionSeats> expected) {
    if (!expected.test(seats(section))) {
      return Uni.createFrom().item(new Outcome.NotAsExpected(seats(section)));
    }
    if (capacity < section.taken) {
      return Uni.createFrom().item(new Outcome.MoreTaken(seats(section)));
    }
    section.capacity = capacity;
    section.waitlistLimit = waitlistLimit.orElse(section.waitlistLimit);
    section.version++;
    return sections
        .getSession()
        .flatMap(
            session ->
                session
                    .createNativeQuery(
                        """
                        INSERT INTO section_due (section_id, since) VALUES (?1, ?2)
                        ON DUPLICATE KEY UPDATE since = VALUES(since)\
                        """)
                    .setParameter(1, section.id)
                    .setParameter(2, LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                    .executeUpdate())
        .replaceWith(() -> new Outcome.Changed(seats(section)));
  }

  private static SectionSeats seats(SectionOnWriter section) {
    return new SectionSeats(
        section.id, section.capacity, section.taken, section.waitlistLimit, section.waitlisted);
  }

  @ApplicationScoped
  static class Sections implements PanacheRepositoryBase<SectionOnWriter, String> {}
}
