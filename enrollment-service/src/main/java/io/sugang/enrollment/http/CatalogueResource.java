package io.sugang.enrollment.http;

import io.smallrye.mutiny.Uni;
import io.sugang.contract.office.Catalogue;
import io.sugang.contract.office.Cohort;
import io.sugang.contract.office.Term;
import io.sugang.enrollment.reader.CatalogueReader;
import io.sugang.enrollment.reader.StudentReader;
import io.sugang.enrollment.reader.TermReader;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;

/** What every gateway needs to know; for services, not for people. */
@Path("/office/v1")
@RolesAllowed("service")
public class CatalogueResource {

  private static final int MAX_COHORTS = 500;

  private final CatalogueReader catalogue;
  private final TermReader terms;
  private final StudentReader students;

  CatalogueResource(CatalogueReader catalogue, TermReader terms, StudentReader students) {
    this.catalogue = catalogue;
    this.terms = terms;
    this.students = students;
  }

  @GET
  @Path("catalogue")
  public Uni<Catalogue> catalogue() {
    return catalogue.read();
  }

  @GET
  @Path("terms")
  public Uni<List<Term>> terms() {
    return terms.read();
  }

  /**
   * The cohorts of up to 500 students. A POST, because a query string holds a hundred of them at
   * best.
   */
  @POST
  @Path("cohorts")
  public Uni<List<Cohort>> cohorts(List<String> ids) {
    if (ids == null || ids.isEmpty() || ids.size() > MAX_COHORTS) {
      throw new BadRequestException("student: expected 1 to " + MAX_COHORTS);
    }
    return students.cohorts(ids);
  }
}
