package io.sugang.gateway.inbound.http.catalogue;

import io.smallrye.mutiny.Uni;
import io.sugang.contract.enrollment.Catalogue;
import io.sugang.contract.id.SectionId;
import io.sugang.edge.QueryValue;
import io.sugang.edge.problem.Problem;
import io.sugang.edge.problem.ProblemException;
import io.sugang.edge.problem.ProblemType;
import io.sugang.edge.problem.Rule;
import io.sugang.gateway.application.catalogue.CatalogueMirror;
import io.sugang.gateway.application.catalogue.SeatBoard;
import io.sugang.gateway.application.catalogue.SectionSearch;
import io.sugang.gateway.domain.SectionState;
import io.sugang.gateway.inbound.http.Paging;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** The catalogue with its seats; for everybody. */
@Path("/api/v1/sections")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@Tag(name = "Catalogue")
public class SectionsResource {

  private static final int LONGEST_QUERY = 100;

  private final CatalogueMirror catalogue;
  private final SeatBoard seats;
  private final CachedAnswers answers;

  SectionsResource(CatalogueMirror catalogue, SeatBoard seats, CachedAnswers answers) {
    this.catalogue = catalogue;
    this.seats = seats;
    this.answers = answers;
  }

  /**
   * One page of sections.
   *
   * @param page 1 or more
   * @param pages how many there are
   * @param total how many sections match
   */
  public record Page(int page, int pages, int total, List<SectionView> sections) {}

  /** What is offered, and how it stands. */
  private record Known(CatalogueMirror.Contents contents, Map<SectionId, SectionState> states) {}

  @GET
  @APIResponseSchema(Page.class)
  @APIResponse(responseCode = "304", description = "Unchanged since the ETag in If-None-Match")
  @APIResponse(responseCode = "400", description = "A parameter is wrong")
  @Operation(
      summary = "Search sections",
      description =
          "q: words of id, titles and teachers, in any order; term and department: their ids; credits; day: 1 Monday to"
              + " 7 Sunday; open: true for sections with seats; page: from 1, 50 a page.")
  public Uni<Response> searchSections(
      @RestQuery String q,
      @RestQuery String term,
      @RestQuery String department,
      @Parameter(schema = @Schema(type = SchemaType.INTEGER, format = "int32")) @RestQuery
          String credits,
      @Parameter(schema = @Schema(type = SchemaType.INTEGER, format = "int32")) @RestQuery
          String day,
      @Parameter(schema = @Schema(type = SchemaType.BOOLEAN)) @RestQuery String open,
      @Parameter(schema = @Schema(type = SchemaType.INTEGER, format = "int32")) @RestQuery
          String page,
      @Context HttpHeaders call) {
    Predicate<Catalogue.Section> wanted =
        equalTo(term, Catalogue.Section::term)
            .and(equalTo(department, Catalogue.Section::department))
            .and(equalTo("credits", credits, 0, 9, Catalogue.Section::credits))
            .and(onDay(QueryValue.number("day", day, 1, 7)));
    SectionSearch search = search(q);
    boolean onlyOpen = QueryValue.flag("open", open);
    Paging paging = Paging.of(page);
    return Uni.createFrom()
        .completionStage(() -> catalogue.contents().thenCombine(seats.read(), Known::new))
        .map(
            known -> {
              Map<SectionId, SectionState> states = known.states();
              List<SectionView> found =
                  known
                      .contents()
                      .find(search)
                      .filter(wanted)
                      .map(
                          s ->
                              SectionView.of(
                                  s, Optional.ofNullable(states.get(new SectionId(s.id())))))
                      .filter(view -> !onlyOpen || view.remaining() > 0)
                      .toList();
              return answers.answer(
                  new Page(
                      paging.page(), Paging.pages(found.size()), found.size(), paging.in(found)),
                  call);
            });
  }

  private static SectionSearch search(String q) {
    if (q != null && q.length() > LONGEST_QUERY) {
      throw new ProblemException(Problem.field("q", Rule.length(LONGEST_QUERY)));
    }
    return SectionSearch.of(q == null ? "" : q);
  }

  private static Predicate<Catalogue.Section> equalTo(
      String wanted, Function<Catalogue.Section, String> of) {
    return section -> isBlank(wanted) || of.apply(section).equals(wanted.strip());
  }

  private static Predicate<Catalogue.Section> equalTo(
      String field, String value, int min, int max, ToIntFunction<Catalogue.Section> of) {
    Optional<Integer> wanted = QueryValue.number(field, value, min, max);
    return section -> wanted.isEmpty() || of.applyAsInt(section) == wanted.get();
  }

  private static Predicate<Catalogue.Section> onDay(Optional<Integer> day) {
    return section ->
        day.isEmpty() || section.meetings().stream().anyMatch(m -> m.day() == day.get());
  }

  private static boolean isBlank(String value) {
    return value == null || value.isBlank();
  }

  @GET
  @Path("{id}")
  @APIResponseSchema(SectionView.class)
  @APIResponse(responseCode = "304", description = "Unchanged since the ETag in If-None-Match")
  @APIResponse(responseCode = "404", description = "No such section")
  @Operation(
      summary = "One section",
      description = "Remaining seats and the length of its line, at most a second old.")
  public Uni<Response> oneSection(@RestPath String id, @Context HttpHeaders call) {
    SectionId section = section(id);
    return Uni.createFrom()
        .completionStage(() -> catalogue.contents().thenCombine(seats.read(), Known::new))
        .map(
            known -> {
              Catalogue.Section offered =
                  known.contents().find(section).orElseThrow(() -> unknown(id));
              return answers.answer(
                  SectionView.of(offered, Optional.ofNullable(known.states().get(section))), call);
            });
  }

  /** The section that a path names; a problem if it can name none. */
  public static SectionId section(String id) {
    try {
      return new SectionId(id);
    } catch (IllegalArgumentException e) {
      throw unknown(id);
    }
  }

  private static ProblemException unknown(String id) {
    return new ProblemException(
        Problem.of(
            ProblemType.SECTION_UNKNOWN,
            Map.of("section", id.length() > 40 ? id.substring(0, 40) : id)));
  }
}
