package io.sugang.gateway.inbound.http.student;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import io.smallrye.mutiny.Uni;
import io.sugang.contract.enrollment.Catalogue;
import io.sugang.contract.enrollment.Enrollment;
import io.sugang.contract.enrollment.Membership;
import io.sugang.contract.enrollment.StudentRecord;
import io.sugang.contract.enrollment.Term;
import io.sugang.contract.enrollment.Term.Window;
import io.sugang.contract.id.SectionId;
import io.sugang.edge.QueryValue;
import io.sugang.edge.problem.Problem;
import io.sugang.edge.problem.ProblemException;
import io.sugang.edge.problem.ProblemType;
import io.sugang.gateway.application.EnrollmentClient;
import io.sugang.gateway.application.catalogue.CatalogueMirror;
import io.sugang.gateway.application.catalogue.TermsMirror;
import io.sugang.gateway.domain.Identity;
import io.sugang.gateway.inbound.http.caller.Caller;
import io.sugang.gateway.inbound.http.catalogue.SectionView;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** Who I am and what I hold. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Student")
public class StudentResource {

  private final Caller caller;
  private final EnrollmentClient enrollment;
  private final TermsMirror terms;
  private final CatalogueMirror catalogue;
  private final Clock clock;

  StudentResource(
      Caller caller,
      EnrollmentClient enrollment,
      TermsMirror terms,
      CatalogueMirror catalogue,
      Clock clock) {
    this.caller = caller;
    this.enrollment = enrollment;
    this.terms = terms;
    this.catalogue = catalogue;
    this.clock = clock;
  }

  /**
   * When the student may register.
   *
   * @param kind main or add-drop
   * @param state by this gateway's clock
   */
  public record WindowView(
      Term.WindowKind kind, Instant opensAt, Instant closesAt, WindowState state) {}

  /** Whether a window is open. */
  public enum WindowState {
    NOT_OPEN("not-open"),
    OPEN("open"),
    CLOSED("closed");

    private final String wireName;

    WindowState(String wireName) {
      this.wireName = wireName;
    }

    /** Its name in the API. */
    @JsonValue
    public String wireName() {
      return wireName;
    }
  }

  /** Credits of seats held in the term, and how many are allowed. */
  public record Credits(long used, int allowed) {}

  /**
   * The student in the latest term.
   *
   * @param window the one that counts now: that is open, or opens next, or closed last
   * @param windows all of the student's cohorts, the earliest first
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Me(
      String id,
      SectionView.InBothLanguages name,
      int year,
      String department,
      Optional<String> term,
      Optional<WindowView> window,
      List<WindowView> windows,
      Credits credits) {}

  /** A held seat with its place in the timetable. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record EnrollmentView(
      String section,
      Optional<SectionView.InBothLanguages> title,
      OptionalInt credits,
      Optional<SectionView.InBothLanguages> teacher,
      Optional<List<Catalogue.Meeting>> meetings,
      long number,
      Instant enrolledAt) {}

  /** The seats that a student holds. */
  public record Enrollments(List<EnrollmentView> enrollments) {}

  @GET
  @Path("me")
  @RolesAllowed("student")
  @SecurityRequirement(name = "token")
  @APIResponseSchema(Me.class)
  @Operation(
      summary = "Who I am, my window, credits used and allowed",
      description = "In the latest term.")
  public Uni<Response> me() {
    return Uni.createFrom()
        .completionStage(() -> me(caller.identity()))
        .map(
            me ->
                uncached(
                    me.orElseThrow(
                        () -> new ProblemException(Problem.of(ProblemType.STUDENT_UNKNOWN)))));
  }

  private CompletionStage<Optional<Me>> me(Identity identity) {
    return enrollment
        .me(identity)
        .thenCompose(
            student ->
                enrollment
                    .membership(identity.student())
                    .thenCombine(
                        terms.all(),
                        (cohorts, known) -> student.map(record -> me(record, cohorts, known))));
  }

  private Me me(StudentRecord student, Optional<Membership> cohorts, List<Term> terms) {
    Optional<Term> term = terms.stream().findFirst();
    Instant now = clock.instant();
    List<Window> windows = term.flatMap(t -> cohorts.map(t::windowsOf)).orElse(List.of());
    long used = term.map(t -> student.creditsUsed().getOrDefault(t.id(), 0L)).orElse(0L);
    return new Me(
        student.id(),
        new SectionView.InBothLanguages(student.nameKo(), student.nameEn()),
        student.year(),
        student.department(),
        term.map(Term::id),
        term.flatMap(t -> cohorts.flatMap(member -> t.windowOf(member, now)))
            .map(window -> view(window, now)),
        windows.stream().map(window -> view(window, now)).toList(),
        new Credits(used, student.maxCredits()));
  }

  private static WindowView view(Window window, Instant now) {
    WindowState state =
        now.isBefore(window.opensAt())
            ? WindowState.NOT_OPEN
            : now.isBefore(window.closesAt()) ? WindowState.OPEN : WindowState.CLOSED;
    return new WindowView(window.kind(), window.opensAt(), window.closesAt(), state);
  }

  @GET
  @Path("enrollments")
  @RolesAllowed("student")
  @SecurityRequirement(name = "token")
  @APIResponseSchema(Enrollments.class)
  @Operation(
      summary = "The seats I hold",
      description = "At most two seconds old; with fresh=true as of now.")
  public Uni<Response> enrollments(
      @Parameter(schema = @Schema(type = SchemaType.BOOLEAN)) @RestQuery String fresh) {
    Identity identity = caller.identity();
    boolean now = QueryValue.flag("fresh", fresh);
    return Uni.createFrom()
        .completionStage(
            () ->
                held(identity, now)
                    .thenCombine(
                        catalogue.contents(),
                        (held, offered) ->
                            uncached(
                                new Enrollments(
                                    held.stream()
                                        .map(
                                            e ->
                                                view(
                                                    e,
                                                    offered.byId().get(new SectionId(e.section()))))
                                        .toList()))));
  }

  private CompletionStage<List<Enrollment>> held(Identity identity, boolean fresh) {
    return fresh ? enrollment.freshEnrollments(identity) : enrollment.enrollments(identity);
  }

  private static EnrollmentView view(Enrollment held, Catalogue.Section section) {
    Optional<Catalogue.Section> offered = Optional.ofNullable(section);
    return new EnrollmentView(
        held.section(),
        offered.map(s -> new SectionView.InBothLanguages(s.titleKo(), s.titleEn())),
        section == null ? OptionalInt.empty() : OptionalInt.of(section.credits()),
        offered.map(s -> new SectionView.InBothLanguages(s.teacherKo(), s.teacherEn())),
        offered.map(Catalogue.Section::meetings),
        held.number(),
        held.enrolledAt());
  }

  private static Response uncached(Object entity) {
    return Response.ok(entity).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
  }
}
