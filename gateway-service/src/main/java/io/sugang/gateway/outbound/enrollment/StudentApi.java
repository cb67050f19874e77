package io.sugang.gateway.outbound.enrollment;

import io.smallrye.mutiny.Uni;
import io.sugang.contract.enrollment.Enrollment;
import io.sugang.contract.enrollment.JournaledRequest;
import io.sugang.contract.enrollment.StudentRecord;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** What enrollment-service answers a student; asked with the student's own token. */
@Path("/internal/v1/me")
@RegisterRestClient(configKey = "enrollment")
interface StudentApi {

  @GET
  Uni<StudentRecord> me(@HeaderParam("Authorization") String bearer);

  @GET
  @Path("enrollments")
  Uni<List<Enrollment>> enrollments(
      @HeaderParam("Authorization") String bearer, @RestQuery("fresh") boolean fresh);

  @GET
  @Path("requests")
  Uni<List<JournaledRequest>> requests(
      @HeaderParam("Authorization") String bearer,
      @RestQuery("section") String section,
      @RestQuery("term") String term);

  @GET
  @Path("requests/{section}/{number}")
  Uni<JournaledRequest> request(
      @HeaderParam("Authorization") String bearer, @RestPath String section, @RestPath long number);
}
