package io.sugang.enrollment.operations.inbound.http;

import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.TermId;
import io.sugang.contract.pause.PausedWork;
import io.sugang.edge.QueryValue;
import io.sugang.edge.problem.JsonProblems;
import io.sugang.edge.problem.Problem;
import io.sugang.edge.problem.ProblemException;
import io.sugang.edge.problem.ProblemType;
import io.sugang.edge.problem.Rule;
import io.sugang.enrollment.identity.Caller;
import io.sugang.enrollment.operations.application.PauseStore;
import io.sugang.enrollment.operations.domain.Pause;
import io.sugang.enrollment.problem.Given;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What operators hold up, and let go on: joining, deciding, mail. */
@Path("/ops/v1/pauses")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("operator")
public class PausesResource {

  private static final int LONGEST_MESSAGE = 200;

  private final PauseStore pauses;
  private final Caller caller;
  private final Clock clock;

  PausesResource(PauseStore pauses, Caller caller, Clock clock) {
    this.pauses = pauses;
    this.caller = caller;
    this.clock = clock;
  }

  /**
   * A pause that is to begin, or to end.
   *
   * @param work accepting, deciding or mail
   * @param term only in this term, of accepting or deciding; {@code null}: everywhere
   * @param section only in this section, of deciding; {@code null}: everywhere
   * @param message what students are told who can't join, 1 to 200 characters; {@code null}: no
   *     more than that registration is stopped
   * @param reason 1 to 500 characters
   */
  public record Wanted(String work, String term, String section, String message, String reason) {}

  /** All that is held up now. */
  public record Now(List<Pause> pauses) {}

  /** What is held up, as of now. */
  @GET
  public Now list() {
    return new Now(pauses.list());
  }

  /** Holds something up, within two seconds. */
  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  public Now begin(Wanted wanted) {
    Pause pause = pause(wanted);
    if (!pauses.begin(pause)) {
      throw new ProblemException(
          pause.section().isEmpty()
              ? Problem.field("term", Rule.TERM_ID)
              : Problem.of(ProblemType.SECTION_UNKNOWN, Map.of("section", pause.section())));
    }
    return list();
  }

  /** Lets it go on. */
  @POST
  @Path("end")
  @Consumes(MediaType.APPLICATION_JSON)
  public Now end(Wanted wanted) {
    if (!pauses.end(pause(wanted))) {
      throw new ProblemException(Problem.of(ProblemType.NOT_PAUSED));
    }
    return list();
  }

  private Pause pause(Wanted wanted) {
    if (wanted == null) {
      throw new ProblemException(JsonProblems.noObject());
    }
    PausedWork work = PausedWork.of(Given.oneOf("work", wanted.work(), PausedWork.wireNames()));
    Optional<TermId> term = QueryValue.parsed("term", wanted.term(), Rule.TERM_ID, TermId::new);
    Optional<SectionId> section =
        QueryValue.parsed("section", wanted.section(), Rule.SECTION_ID, SectionId::new);
    requireNone("term", term, _ -> work == PausedWork.MAIL || section.isPresent());
    requireNone("section", section, _ -> work != PausedWork.DECIDING);
    requireNone(
        "message", Optional.ofNullable(wanted.message()), _ -> work != PausedWork.ACCEPTING);
    return new Pause(
        work.wireName(),
        term.map(TermId::value).orElse(""),
        section.map(SectionId::value).orElse(""),
        wanted.message() == null ? "" : Given.text("message", wanted.message(), LONGEST_MESSAGE),
        clock.instant(),
        caller.subject(),
        Given.reason(wanted.reason()));
  }

  private static <T> void requireNone(String field, Optional<T> value, Predicate<T> isWrong) {
    if (value.filter(isWrong).isPresent()) {
      throw new ProblemException(
          Problem.of(
              ProblemType.UNKNOWN_FIELD, Map.of("field", field, "rule", Rule.NO_SUCH_FIELD)));
    }
  }
}
