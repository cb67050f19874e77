package io.sugang.enrollment.operations.inbound.http;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.edge.QueryValue;
import io.sugang.edge.problem.Problem;
import io.sugang.edge.problem.ProblemException;
import io.sugang.edge.problem.ProblemType;
import io.sugang.edge.problem.Rule;
import io.sugang.enrollment.operations.application.Observations;
import io.sugang.enrollment.operations.application.QueueDepths;
import io.sugang.enrollment.operations.domain.Backlog;
import io.sugang.enrollment.operations.domain.QueueDepth;
import io.sugang.enrollment.operations.domain.RequestStory;
import io.sugang.enrollment.problem.Given;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** What waits, and what became of a request. */
@Path("/ops/v1")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("operator")
public class ObservationsResource {

  private static final Logger LOG = Logger.getLogger(ObservationsResource.class);
  private static final int LONGEST_STUDENT = 36;
  private static final int SOON = 5;

  private final Observations observations;
  private final QueueDepths queues;

  ObservationsResource(Observations observations, QueueDepths queues) {
    this.observations = observations;
    this.queues = queues;
  }

  /** About how much every queue holds. */
  public record Depths(List<QueueDepth> queues) {}

  /** Requests of a student, the latest first. */
  public record Stories(List<RequestStory> requests) {}

  /** What the queues hold. */
  @GET
  @Path("queues")
  public Depths queues() {
    try {
      return new Depths(queues.look());
    } catch (IllegalStateException e) {
      LOG.warnf("the queues can't be looked at: %s", e.getMessage());
      throw new ProblemException(Problem.retryLater(ProblemType.QUEUES_AWAY, SOON));
    }
  }

  /** What waits to be decided, or to be mailed. */
  @GET
  @Path("backlog")
  public Backlog backlog() {
    return observations.backlog();
  }

  /** A student's requests. */
  @GET
  @Path("requests")
  public Stories ofStudent(@RestQuery String student) {
    return new Stories(
        observations.stories(
            QueryValue.parsed("student", student, Rule.text(LONGEST_STUDENT), StudentId::new)
                .orElseThrow(
                    () ->
                        new ProblemException(
                            Problem.field("student", Rule.text(LONGEST_STUDENT))))));
  }

  /** One request. */
  @GET
  @Path("requests/{section}/{number}")
  public RequestStory story(@RestPath String section, @RestPath String number) {
    try {
      return observations
          .story(new SectionId(section), new RequestNumber(Given.id(number)))
          .orElseThrow(NotFoundException::new);
    } catch (IllegalArgumentException e) {
      throw new NotFoundException(e);
    }
  }
}
