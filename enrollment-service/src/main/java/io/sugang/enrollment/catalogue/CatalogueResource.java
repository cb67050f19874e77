package io.sugang.enrollment.catalogue;

import io.smallrye.mutiny.Uni;
import io.sugang.contract.enrollment.Catalogue;
import io.sugang.contract.enrollment.Term;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** What every gateway needs to know; for services, not for people. */
@Path("/internal/v1")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("service")
public class CatalogueResource {

  private final CatalogueReader catalogue;
  private final TermReader terms;

  CatalogueResource(CatalogueReader catalogue, TermReader terms) {
    this.catalogue = catalogue;
    this.terms = terms;
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
}
