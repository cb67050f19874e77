package io.sugang.gateway.inbound.http.requests;

import io.smallrye.mutiny.Uni;
import io.sugang.contract.decision.RequestState;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.TermId;
import io.sugang.edge.QueryValue;
import io.sugang.edge.problem.Languages;
import io.sugang.edge.problem.Problem;
import io.sugang.edge.problem.ProblemResponses;
import io.sugang.edge.problem.ProblemType;
import io.sugang.edge.problem.Rule;
import io.sugang.gateway.application.find.FindRequests;
import io.sugang.gateway.application.find.RequestFilter;
import io.sugang.gateway.inbound.http.Paging;
import io.sugang.gateway.inbound.http.caller.Caller;
import io.sugang.gateway.inbound.http.enroll.DropCall;
import io.sugang.gateway.inbound.http.enroll.EnrollRoute;
import io.sugang.gateway.inbound.http.enroll.ReceiptView;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Asking what became of requests, and taking them back. They are made by {@link EnrollRoute}. */
@Path("/api/v1/requests")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("student")
@Tag(name = "Requests")
@SecurityRequirement(name = "token")
public class RequestsResource {

  private static final Rule A_STATE =
      Rule.oneOf(Stream.of(RequestState.values()).map(RequestState::wireName).toList());

  private final Caller caller;
  private final FindRequests findRequests;
  private final DropCall dropCall;
  private final HttpHeaders headers;

  RequestsResource(
      Caller caller, FindRequests findRequests, DropCall dropCall, HttpHeaders headers) {
    this.caller = caller;
    this.findRequests = findRequests;
    this.dropCall = dropCall;
    this.headers = headers;
  }

  /**
   * One page of a student's requests, the latest first.
   *
   * @param page 1 or more
   * @param pages how many there are
   * @param total how many requests match
   */
  public record RequestList(int page, int pages, int total, List<RequestView> requests) {}

  @GET
  @APIResponseSchema(RequestList.class)
  @APIResponse(responseCode = "400", description = "A parameter is wrong")
  @Operation(
      summary = "My requests",
      description =
          "The latest first, 50 a page; of the latest 200 of their section and term. state: one of the states of a"
              + " request; section and term: their ids; page: from 1.")
  public Uni<Response> myRequests(
      @RestQuery String state,
      @RestQuery String section,
      @RestQuery String term,
      @Parameter(schema = @Schema(type = SchemaType.INTEGER, format = "int32")) @RestQuery
          String page) {
    var filter =
        new RequestFilter(
            QueryValue.parsed("section", section, Rule.SECTION_ID, SectionId::new),
            QueryValue.parsed("term", term, Rule.TERM_ID, TermId::new),
            QueryValue.parsed("state", state, A_STATE, RequestState::of));
    Paging paging = Paging.of(page);
    Locale locale = locale();
    return Uni.createFrom()
        .completionStage(() -> findRequests.all(caller.identity(), filter))
        .map(
            found ->
                uncached(
                    new RequestList(
                        paging.page(),
                        Paging.pages(found.size()),
                        found.size(),
                        paging.in(found).stream().map(f -> RequestView.of(f, locale)).toList())));
  }

  @GET
  @Path("{id}")
  @APIResponseSchema(RequestView.class)
  @APIResponse(responseCode = "404", description = "You have no request with this receipt id")
  @Operation(
      summary = "One of my requests",
      description =
          "Waiting with its position, or decided; on the waitlist with its rank. Somebody else's is not found.")
  public Uni<Response> myRequest(@RestPath String id) {
    Locale locale = locale();
    return Uni.createFrom()
        .completionStage(() -> findRequests.byId(caller.identity(), id))
        .map(
            found ->
                found
                    .map(f -> uncached(RequestView.of(f, locale)))
                    .orElseGet(() -> problem(Problem.of(ProblemType.REQUEST_UNKNOWN))));
  }

  @DELETE
  @Path("{id}")
  @Operation(
      summary = "Withdraw a request",
      description =
          "Drops whatever the request has when its turn comes: its place in the line, on the waitlist, or its seat.")
  @APIResponseSchema(
      value = ReceiptView.class,
      responseCode = "202",
      responseDescription = "The withdrawal stands in the line")
  @APIResponse(
      responseCode = "200",
      description = "You asked for this before; here is its receipt",
      content = @Content(schema = @Schema(implementation = ReceiptView.class)))
  @APIResponse(responseCode = "404", description = "You have no such request, or it has nothing")
  public Uni<Response> withdraw(
      @RestPath String id, @HeaderParam("Idempotency-Key") Optional<String> idempotencyKey) {
    return dropCall.withdraw(id, idempotencyKey);
  }

  private static Response uncached(Object entity) {
    return Response.ok(entity)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
        .build();
  }

  private Locale locale() {
    return Languages.choose(headers);
  }

  private Response problem(Problem problem) {
    return ProblemResponses.response(problem, headers);
  }
}
