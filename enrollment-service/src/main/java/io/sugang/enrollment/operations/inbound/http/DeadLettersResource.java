package io.sugang.enrollment.operations.inbound.http;

import io.sugang.contract.id.SectionId;
import io.sugang.contract.queue.Queue;
import io.sugang.edge.QueryValue;
import io.sugang.edge.problem.Rule;
import io.sugang.enrollment.operations.application.DeadLetterStore;
import io.sugang.enrollment.operations.domain.DeadLetterFilter;
import io.sugang.enrollment.operations.domain.DeadLetterRow;
import io.sugang.enrollment.operations.domain.DeadLetterState;
import io.sugang.enrollment.problem.Given;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** What stands in the dead letter queues, and what became of it. */
@Path("/ops/v1/dead-letters")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("operator")
public class DeadLettersResource {

  private static final Pattern CAUSES = Pattern.compile("[a-z-]{1,40}");
  static final Rule CAUSE = Rule.length(40);
  private static final Rule STATES = Rule.oneOf(DeadLetterState.wireNames());
  static final Rule QUEUES = Rule.oneOf(Stream.of(Queue.values()).map(Queue::queueName).toList());

  private final DeadLetterStore letters;

  DeadLettersResource(DeadLetterStore letters) {
    this.letters = letters;
  }

  /**
   * Some letters, the first recorded first.
   *
   * @param total of all pages together
   * @param page from 1
   */
  public record Page(List<DeadLetterRow> deadLetters, long total, int page, int pages) {}

  /** A letter with all that it holds; the body is whatever came, as a JSON text. */
  public record Detail(DeadLetterRow deadLetter, Map<String, Object> attributes, String body) {}

  /** Groups of letters, the largest first. */
  public record Groups(List<DeadLetterStore.Group> groups) {}

  /** Letters, 50 a page. */
  @GET
  public Page list(
      @RestQuery String state,
      @RestQuery String queue,
      @RestQuery String cause,
      @RestQuery String section,
      @RestQuery String page) {
    DeadLetterFilter filter = filter(state, queue, cause, section);
    Pages pages = Pages.of(page, letters.count(filter));
    return new Page(
        letters.list(filter, pages.offset(), Pages.SIZE),
        pages.total(),
        pages.page(),
        pages.pages());
  }

  /** How many letters there are, by queue, cause and detail. */
  @GET
  @Path("groups")
  public Groups groups(
      @RestQuery String state,
      @RestQuery String queue,
      @RestQuery String cause,
      @RestQuery String section) {
    return new Groups(letters.groups(filter(state, queue, cause, section)));
  }

  /** One letter, whole. */
  @GET
  @Path("{id}")
  public Detail show(@RestPath String id) {
    return letters
        .find(Given.id(id))
        .map(whole -> new Detail(whole.row(), whole.attributes(), whole.body()))
        .orElseThrow(NotFoundException::new);
  }

  private static DeadLetterFilter filter(String state, String queue, String cause, String section) {
    return new DeadLetterFilter(
        QueryValue.parsed("state", state, STATES, DeadLetterState::of),
        QueryValue.parsed("queue", queue, QUEUES, Queue::of),
        QueryValue.parsed("cause", cause, CAUSE, DeadLettersResource::cause),
        QueryValue.parsed("section", section, Rule.SECTION_ID, SectionId::new),
        List.of());
  }

  static String cause(String text) {
    if (!CAUSES.matcher(text).matches()) {
      throw new IllegalArgumentException("cause: not one");
    }
    return text;
  }
}
