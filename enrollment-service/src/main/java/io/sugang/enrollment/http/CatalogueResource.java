package io.sugang.enrollment.http;

import io.smallrye.mutiny.Uni;
import io.sugang.contract.office.Catalogue;
import io.sugang.contract.office.Cohort;
import io.sugang.contract.office.CohortChanges;
import io.sugang.contract.office.Term;
import io.sugang.enrollment.reader.CatalogueReader;
import io.sugang.enrollment.reader.CohortReader;
import io.sugang.enrollment.reader.TermReader;
import io.sugang.enrollment.writer.FreshReader;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.DateTimeException;
import java.util.List;
import org.jboss.resteasy.reactive.RestQuery;

/** What every gateway needs to know; for services, not for people. */
@Path("/office/v1")
@RolesAllowed("service")
public class CatalogueResource {

  private static final int MAX_COHORTS = 500;

  private final CatalogueReader catalogue;
  private final TermReader terms;
  private final CohortReader cohorts;
  private final FreshReader fresh;

  CatalogueResource(
      CatalogueReader catalogue, TermReader terms, CohortReader cohorts, FreshReader fresh) {
    this.catalogue = catalogue;
    this.terms = terms;
    this.cohorts = cohorts;
    this.fresh = fresh;
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

  /** Cohorts in the order of their changes, page by page. */
  @GET
  @Path("cohorts")
  public Uni<CohortChanges> cohorts(@RestQuery("after") @DefaultValue("") String after) {
    try {
      return cohorts.changes(after);
    } catch (DateTimeException | IndexOutOfBoundsException e) {
      throw new BadRequestException("after: expected what the last answer called next");
    }
  }

  /**
   * The cohorts of up to 500 students, as of now. A POST, because a query string holds a hundred of
   * them at best.
   */
  @POST
  @Path("cohorts")
  public Uni<List<Cohort>> cohorts(List<String> ids) {
    if (ids == null || ids.isEmpty() || ids.size() > MAX_COHORTS) {
      throw new BadRequestException("student: expected 1 to " + MAX_COHORTS);
    }
    return fresh.cohorts(ids);
  }
}
