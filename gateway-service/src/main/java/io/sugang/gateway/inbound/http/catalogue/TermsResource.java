package io.sugang.gateway.inbound.http.catalogue;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import io.smallrye.mutiny.Uni;
import io.sugang.contract.enrollment.Term;
import io.sugang.gateway.application.EnrollmentClient;
import io.sugang.gateway.application.LineAwayException;
import io.sugang.gateway.application.StageFailure;
import io.sugang.gateway.application.catalogue.SectionStates;
import io.sugang.gateway.application.catalogue.TermsMirror;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** When one may register, and what time it is. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@Tag(name = "Terms")
public class TermsResource {

  private final EnrollmentClient enrollment;
  private final TermsMirror terms;
  private final SectionStates states;
  private final CachedAnswers answers;
  private final Clock clock;

  TermsResource(
      EnrollmentClient enrollment,
      TermsMirror terms,
      SectionStates states,
      CachedAnswers answers,
      Clock clock) {
    this.answers = answers;
    this.enrollment = enrollment;
    this.terms = terms;
    this.states = states;
    this.clock = clock;
  }

  /** Every term, the latest first. */
  public record Terms(List<Term> terms) {}

  /**
   * The clock that judges windows.
   *
   * @param utcMillis milliseconds since 1970
   * @param zone IANA name of the time zone of the latest term
   * @param source whose clock it is
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Time(long utcMillis, Optional<String> zone, Source source) {}

  /** Whose clock. */
  public enum Source {
    /** Redis's. */
    LINE,
    /** This gateway's, because Redis does not answer. */
    GATEWAY;

    /** Its name in the API. */
    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @GET
  @Path("terms")
  @APIResponseSchema(Terms.class)
  @APIResponse(responseCode = "304", description = "Unchanged since the ETag in If-None-Match")
  @Operation(summary = "Terms and their registration windows", description = "The latest first.")
  public Uni<Response> terms(@Context HttpHeaders call) {
    return Uni.createFrom()
        .completionStage(terms::all)
        .map(all -> answers.answer(new Terms(all), call));
  }

  @GET
  @Path("time")
  @APIResponseSchema(Time.class)
  @Operation(
      summary = "The clock that judges registration windows",
      description = "The line's, or this gateway's while the line does not answer.")
  public Uni<Response> time() {
    return Uni.createFrom()
        .completionStage(
            () ->
                enrollment
                    .terms()
                    .thenApply(all -> all.stream().findFirst().map(Term::zone))
                    .exceptionally(_ -> Optional.empty())
                    .thenCompose(this::time))
        .map(TermsResource::uncached);
  }

  private CompletionStage<Time> time(Optional<String> zone) {
    return states
        .time()
        .thenApply(now -> new Time(now.toEpochMilli(), zone, Source.LINE))
        .exceptionally(
            StageFailure.recover(
                LineAwayException.class, _ -> new Time(clock.millis(), zone, Source.GATEWAY)));
  }

  private static Response uncached(Object entity) {
    return Response.ok(entity).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
  }
}
