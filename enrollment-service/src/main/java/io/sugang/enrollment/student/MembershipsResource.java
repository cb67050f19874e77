package io.sugang.enrollment.student;

import io.smallrye.mutiny.Uni;
import io.sugang.contract.enrollment.Membership;
import io.sugang.contract.enrollment.MembershipChanges;
import io.sugang.contract.id.StudentId;
import io.sugang.edge.QueryValue;
import io.sugang.edge.problem.Problem;
import io.sugang.edge.problem.ProblemException;
import io.sugang.edge.problem.Rule;
import io.sugang.enrollment.fresh.FreshReader;
import io.sugang.enrollment.student.MembershipReader.Cursor;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.RestQuery;

/**
 * Students' cohorts, which every gateway keeps a copy of; for services, not for people. The path is
 * from when a cohort was a year: gateways that know no other must find it.
 */
@Path("/internal/v1/student-years")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("service")
public class MembershipsResource {

  private static final int MAX_STUDENTS = 500;

  private final MembershipReader memberships;
  private final FreshReader fresh;

  MembershipsResource(MembershipReader memberships, FreshReader fresh) {
    this.memberships = memberships;
    this.fresh = fresh;
  }

  /** Cohorts of all students in the order of their changes, page by page. */
  @GET
  public Uni<MembershipChanges> changes(@RestQuery String after) {
    return memberships.changes(
        QueryValue.parsed("after", after, Rule.LAST_NEXT, Cursor::of).orElse(Cursor.of("")));
  }

  /**
   * The cohorts of up to 500 students, as of now. A POST, because a query string holds a hundred of
   * them at best.
   */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<List<Membership>> memberships(List<String> ids) {
    if (ids == null || ids.isEmpty() || ids.size() > MAX_STUDENTS) {
      throw new ProblemException(Problem.field("(body)", Rule.entries(MAX_STUDENTS)));
    }
    return fresh.memberships(ids.stream().filter(StudentId::isOne).toList());
  }
}
