package io.sugang.enrollment.student;

import io.smallrye.mutiny.Uni;
import io.sugang.contract.enrollment.Enrollment;
import io.sugang.contract.enrollment.JournaledRequest;
import io.sugang.contract.enrollment.StudentRecord;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.TermId;
import io.sugang.edge.QueryValue;
import io.sugang.edge.problem.Rule;
import io.sugang.enrollment.fresh.FreshReader;
import io.sugang.enrollment.identity.Caller;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** What a student may know of themselves: whose token it is decides who is meant. */
@Path("/internal/v1/me")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("student")
public class StudentResource {

  private final Caller caller;
  private final StudentReader reader;
  private final FreshReader freshReader;

  StudentResource(Caller caller, StudentReader reader, FreshReader freshReader) {
    this.caller = caller;
    this.reader = reader;
    this.freshReader = freshReader;
  }

  @GET
  public Uni<StudentRecord> me() {
    return reader.find(caller.student()).onItem().ifNull().failWith(NotFoundException::new);
  }

  @GET
  @Path("enrollments")
  public Uni<List<Enrollment>> enrollments(@RestQuery String fresh) {
    return QueryValue.flag("fresh", fresh)
        ? freshReader.enrollments(caller.student())
        : reader.enrollments(caller.student());
  }

  @GET
  @Path("requests")
  public Uni<List<JournaledRequest>> requests(@RestQuery String section, @RestQuery String term) {
    return reader.requests(
        caller.student(),
        new RequestFilter(
            QueryValue.parsed("section", section, Rule.SECTION_ID, SectionId::new),
            QueryValue.parsed("term", term, Rule.TERM_ID, TermId::new)));
  }

  /**
   * One request; the replica may not have it yet, so only the writer says that there is none; nor
   * need it answer.
   */
  @GET
  @Path("requests/{section}/{number}")
  public Uni<JournaledRequest> request(@RestPath String section, @RestPath String number) {
    try {
      return request(
          new SectionId(section).value(), new RequestNumber(Long.parseLong(number)).value());
    } catch (IllegalArgumentException e) {
      throw new NotFoundException(e);
    }
  }

  private Uni<JournaledRequest> request(String section, long number) {
    return reader
        .request(caller.student(), section, number)
        .onFailure()
        .recoverWithNull()
        .flatMap(
            known ->
                known != null && known.decision() != null
                    ? Uni.createFrom().item(known)
                    : freshReader.request(caller.student(), section, number))
        .onItem()
        .ifNull()
        .failWith(NotFoundException::new);
  }
}
