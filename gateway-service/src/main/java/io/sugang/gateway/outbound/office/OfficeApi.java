package io.sugang.gateway.outbound.office;

import io.quarkus.oidc.client.filter.OidcClientFilter;
import io.smallrye.mutiny.Uni;
import io.sugang.contract.office.Catalogue;
import io.sugang.contract.office.Cohort;
import io.sugang.contract.office.CohortChanges;
import io.sugang.contract.office.Term;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestQuery;

/** What enrollment-service tells services; asked with this service's own token. */
@Path("/office/v1")
@RegisterRestClient(configKey = "office")
@OidcClientFilter
interface OfficeApi {

  @GET
  @Path("catalogue")
  Uni<Catalogue> catalogue();

  @GET
  @Path("terms")
  Uni<List<Term>> terms();

  @GET
  @Path("cohorts")
  Uni<CohortChanges> cohortChanges(@RestQuery("after") String after);

  @POST
  @Path("cohorts")
  Uni<List<Cohort>> cohorts(List<String> students);
}
