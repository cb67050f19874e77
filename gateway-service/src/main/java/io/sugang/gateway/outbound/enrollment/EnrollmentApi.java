package io.sugang.gateway.outbound.enrollment;

import io.quarkus.oidc.client.filter.OidcClientFilter;
import io.smallrye.mutiny.Uni;
import io.sugang.contract.enrollment.Catalogue;
import io.sugang.contract.enrollment.Membership;
import io.sugang.contract.enrollment.MembershipChanges;
import io.sugang.contract.enrollment.Term;
import io.sugang.contract.pause.AcceptingPause;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestQuery;

/** What enrollment-service answers services; asked with this service's own token. */
@Path("/internal/v1")
@RegisterRestClient(configKey = "enrollment")
@OidcClientFilter
interface EnrollmentApi {

  @GET
  @Path("catalogue")
  Uni<Catalogue> catalogue();

  @GET
  @Path("terms")
  Uni<List<Term>> terms();

  @GET
  @Path("accepting-pauses")
  Uni<List<AcceptingPause>> acceptingPauses();

  @GET
  @Path("student-years")
  Uni<MembershipChanges> changes(@RestQuery("after") String after);

  @POST
  @Path("student-years")
  Uni<List<Membership>> memberships(List<String> students);
}
