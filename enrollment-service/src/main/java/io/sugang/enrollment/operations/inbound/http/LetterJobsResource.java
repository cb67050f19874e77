package io.sugang.enrollment.operations.inbound.http;

import io.sugang.contract.id.SectionId;
import io.sugang.contract.queue.Queue;
import io.sugang.edge.QueryValue;
import io.sugang.edge.problem.JsonProblems;
import io.sugang.edge.problem.Problem;
import io.sugang.edge.problem.ProblemException;
import io.sugang.edge.problem.ProblemType;
import io.sugang.edge.problem.Rule;
import io.sugang.enrollment.identity.Caller;
import io.sugang.enrollment.operations.application.LetterJobStore;
import io.sugang.enrollment.operations.application.LetterJobs;
import io.sugang.enrollment.operations.domain.DeadLetterFilter;
import io.sugang.enrollment.operations.domain.DeadLetterState;
import io.sugang.enrollment.operations.domain.LetterJob;
import io.sugang.enrollment.problem.Given;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Jobs that replay dead letters, or discard them. */
@Path("/ops/v1/jobs")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("operator")
public class LetterJobsResource {

  private static final int MOST_IDS = 1000;
  private static final List<String> KINDS = List.of(LetterJob.REPLAY, LetterJob.DISCARD);
  private static final List<String> STATES =
      List.of(DeadLetterState.OPEN.wireName(), DeadLetterState.MOVED.wireName());
  private static final List<String> CHANGES =
      List.of("approve", "pause", "resume", "cancel", "rate");

  private final LetterJobs jobs;
  private final LetterJobStore store;
  private final Caller caller;

  LetterJobsResource(LetterJobs jobs, LetterJobStore store, Caller caller) {
    this.jobs = jobs;
    this.store = store;
    this.caller = caller;
  }

  /**
   * Which letters; each part narrows it down, {@code null} lets all through.
   *
   * @param ids of letters, 1,000 at most
   */
  public record Selection(
      String state, String queue, String cause, String section, List<Long> ids) {}

  /**
   * A job that is wanted.
   *
   * @param kind replay or discard
   * @param rate letters a second, 1 to 50; {@code null}: 5
   * @param reason 1 to 500 characters
   * @param breakGlass whether no other operator is asked, which raises an alarm; {@code null}: no
   */
  public record Wanted(
      String kind, Selection letters, Integer rate, String reason, Boolean breakGlass) {}

  /**
   * A change of a job.
   *
   * @param reason 1 to 500 characters
   * @param rate letters a second from now on, where the rate is changed
   */
  public record Change(String reason, Integer rate) {}

  /** Jobs, the latest first. */
  public record Page(List<LetterJob> jobs, long total, int page, int pages) {}

  /** What replaying these would come to, as the reader endpoint has it. Nothing is done. */
  @POST
  @Path("preview")
  @Consumes(MediaType.APPLICATION_JSON)
  public LetterJobStore.Preview preview(Selection letters) {
    return jobs.preview(filter(letters));
  }

  /** Makes a job. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Response create(Wanted wanted) {
    if (wanted == null) {
      throw new ProblemException(JsonProblems.noObject());
    }
    DeadLetterFilter which = filter(wanted.letters());
    String kind = Given.oneOf("kind", wanted.kind(), KINDS);
    int rate = wanted.rate() == null ? LetterJob.USUAL_RATE : rate(wanted.rate());
    String reason = Given.reason(wanted.reason());
    long id =
        jobs.create(
                kind,
                which,
                rate,
                Boolean.TRUE.equals(wanted.breakGlass()),
                caller.subject(),
                reason)
            .orElseThrow(() -> new ProblemException(Problem.of(ProblemType.NOTHING_SELECTED)));
    return Response.created(URI.create("/ops/v1/jobs/" + id)).entity(find(id)).build();
  }

  /** Jobs, 50 a page. */
  @GET
  public Page list(@RestQuery String page) {
    Pages pages = Pages.of(page, store.count());
    return new Page(
        store.list(pages.offset(), Pages.SIZE), pages.total(), pages.page(), pages.pages());
  }

  /** One job. */
  @GET
  @Path("{id}")
  public LetterJob show(@RestPath String id) {
    return find(Given.id(id));
  }

  /** Changes what becomes of a job: approve, pause, resume, cancel, rate. */
  @POST
  @Path("{id}/{change}")
  @Consumes(MediaType.APPLICATION_JSON)
  public LetterJob change(@RestPath String id, @RestPath String change, Change wanted) {
    if (!CHANGES.contains(change)) {
      throw new NotFoundException();
    }
    if (wanted == null) {
      throw new ProblemException(JsonProblems.noObject());
    }
    long job = Given.id(id);
    String reason = Given.reason(wanted.reason());
    if (!change.equals("rate") && wanted.rate() != null) {
      throw new ProblemException(
          Problem.of(
              ProblemType.UNKNOWN_FIELD, Map.of("field", "rate", "rule", Rule.NO_SUCH_FIELD)));
    }
    String who = caller.subject();
    Optional<LetterJobs.Refusal> refusal =
        switch (change) {
          case "approve" -> jobs.approve(job, who, reason);
          case "pause" -> jobs.pause(job, who, reason);
          case "resume" -> jobs.resume(job, who, reason);
          case "cancel" -> jobs.cancel(job, who, reason);
          default -> jobs.changeRate(job, rate(wanted.rate()), who, reason);
        };
    refusal.ifPresent(why -> refuse(why, job));
    return find(job);
  }

  private void refuse(LetterJobs.Refusal why, long job) {
    throw switch (why) {
      case UNKNOWN -> new NotFoundException();
      case OWN -> new ProblemException(Problem.of(ProblemType.OWN_JOB, Map.of("job", job)));
      case NOT_NOW ->
          new ProblemException(
              Problem.of(ProblemType.JOB_STATE, Map.of("job", job, "state", find(job).state())));
    };
  }

  private LetterJob find(long id) {
    return store.find(id).orElseThrow(NotFoundException::new);
  }

  private static DeadLetterFilter filter(Selection letters) {
    if (letters == null) {
      throw new ProblemException(Problem.field("letters", Rule.JSON_OBJECT));
    }
    List<Long> ids = letters.ids() == null ? List.of() : letters.ids();
    if (ids.size() > MOST_IDS
        || ids.stream().anyMatch(Objects::isNull)
        || (letters.ids() != null && ids.isEmpty())) {
      throw new ProblemException(Problem.field("ids", Rule.entries(MOST_IDS)));
    }
    return new DeadLetterFilter(
        QueryValue.parsed("state", letters.state(), Rule.oneOf(STATES), LetterJobsResource::state),
        QueryValue.parsed("queue", letters.queue(), DeadLettersResource.QUEUES, Queue::of),
        QueryValue.parsed(
            "cause", letters.cause(), DeadLettersResource.CAUSE, DeadLettersResource::cause),
        QueryValue.parsed("section", letters.section(), Rule.SECTION_ID, SectionId::new),
        ids);
  }

  private static DeadLetterState state(String text) {
    if (!STATES.contains(text)) {
      throw new IllegalArgumentException("state: not one that jobs take in hand");
    }
    return DeadLetterState.of(text);
  }

  /** Letters a second. */
  private static int rate(Integer rate) {
    if (rate == null || rate < 1 || rate > LetterJob.FASTEST) {
      throw new ProblemException(Problem.field("rate", Rule.range(1, LetterJob.FASTEST)));
    }
    return rate;
  }
}
