package io.sugang.gateway.outbound.enrollment;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.sugang.gateway.application.EnrollmentClient;
import io.sugang.gateway.application.catalogue.AcceptingPauses;
import io.sugang.gateway.application.catalogue.CatalogueMirror;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/**
 * A gateway is not ready before it has a catalogue and all students' years, and knows where
 * operators let nobody join. From then on it can do without enrollment-service for a while, so one
 * that is away does not take all gateways out of service.
 */
@Startup
@Readiness
@ApplicationScoped
class EnrollmentReady implements AsyncHealthCheck {

  private static final String NAME = "enrollment-service";

  private final CatalogueMirror catalogue;
  private final EnrollmentClient enrollment;
  private final AcceptingPauses pauses;

  EnrollmentReady(CatalogueMirror catalogue, EnrollmentClient enrollment, AcceptingPauses pauses) {
    this.catalogue = catalogue;
    this.enrollment = enrollment;
    this.pauses = pauses;
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    return Uni.createFrom()
        .completionStage(catalogue::contents)
        .map(
            contents ->
                HealthCheckResponse.named(NAME)
                    .status(enrollment.knowsMemberships() && pauses.areKnown())
                    .withData("sections", contents.byId().size())
                    .withData("cohorts", enrollment.knowsMemberships())
                    .withData("pauses", pauses.areKnown())
                    .build())
        .onFailure()
        .recoverWithItem(
            e -> HealthCheckResponse.named(NAME).down().withData("reason", e.getMessage()).build());
  }
}
